"""Pack all statements of a partner: what the zip holds, and in which order."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import QuerySet
from django.utils import translation

from portal.accounts.models import Partner
from portal.files.in_storage import open_forward
from portal.files.readable import require_readable
from portal.notices.send_mail import known_language
from portal.web.csv_response import csv_text
from settlements.statements.access import DOCUMENTS
from settlements.statements.archive.access import every_version
from settlements.statements.archive.read_me import read_me
from settlements.statements.bundle.deterministic_zip import member_info
from settlements.statements.bundle.make_bundle import make_bundle
from settlements.statements.bundle.verifier import NAME as VERIFIER_NAME
from settlements.statements.bundle.verifier import verifier
from settlements.statements.documents_out import lines_xlsx
from settlements.statements.models import Statement
from settlements.statements.pdf.make_pdf import make_pdf
from settlements.statements.versions import file_stem

COLUMNS = (
    "number version agreement period direction currency earned net_due due_now carried_forward issued_at seal"
)
WITH = ("agreement", "partner", "period", "approved_by", "seal")


def pack(*, out: IO[bytes], partner: Partner, tell: Callable[[int, int], None]) -> None:
    """One statement after the other, in the order of the chain; `tell` hears how many of how many are in."""
    ids = list(every_version(partner).values_list("pk", flat=True))
    statements = Statement.objects.filter(pk__in=ids).select_related(*WITH).order_by("seal__place", "pk")
    without_pdf = []
    tell(0, len(ids))
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_member(VERIFIER_NAME), verifier())
        rows = "".join(csv_text(_rows(statements.defer(*DOCUMENTS))))
        archive.writestr(_member("statements.csv"), rows.encode())
        for done, statement_id in enumerate(ids, start=1):
            statement = statements.get(pk=statement_id)
            if not _add(archive, statement):
                without_pdf.append(file_stem(statement))
            tell(done, len(ids))
        with translation.override(known_language(partner.language)):
            text = read_me(partner=partner, count=len(ids), without_pdf=without_pdf)
        archive.writestr(_member("README.txt"), text.encode())


def _add(archive: ZipFile, statement: Statement) -> bool:
    """Its folder; whether its PDF could be put there."""
    name = file_stem(statement)
    with make_bundle(statement=statement) as bundle:
        _copy(archive, f"{name}/{file_stem(statement)}.zip", bundle)
    archive.writestr(_member(f"{name}/{name}-lines.xlsx"), lines_xlsx(statement))
    pdf = make_pdf(statement_id=statement.pk)
    if pdf is None:
        return False
    require_readable(pdf.file)
    with closing(open_forward(pdf.file.content.name)) as content:
        _copy(archive, f"{name}/{pdf.file.name}", content)
    return True


def _rows(statements: QuerySet[Statement]) -> Iterator[list]:
    yield COLUMNS.split()
    for each in statements:
        yield [
            each.number,
            each.version,
            each.agreement.number,
            each.period.label,
            each.direction,
            each.currency,
            each.earned,
            each.net_due,
            each.due_now,
            each.carried_forward,
            each.issued_at,
            each.seal.digest,
        ]


def _copy(archive: ZipFile, name: str, content: IO[bytes]) -> None:
    with archive.open(_member(name), "w", force_zip64=True) as target:
        shutil.copyfileobj(content, target)


def _member(name: str) -> ZipInfo:
    info = member_info(name)
    info.compress_type = ZIP_DEFLATED
    return info
