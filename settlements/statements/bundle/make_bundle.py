"""A statement's bundle: everything that recomputes it, and the program that does."""

import hashlib
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from django.utils import translation
from django.utils.translation import gettext as _

from agreements.access import versions_with_rules
from agreements.words.words_file import words_as_text
from portal.notices.send_mail import known_language
from portal.refused import Refused
from portal.web.csv_response import csv_text
from portal.web.formats import exact
from settlements.engine.verify import INPUT_NAME, RESULT_NAME
from settlements.statements.bundle.check_bundle import SEAL_NAME, SUMS_NAME
from settlements.statements.bundle.deterministic_zip import member_info
from settlements.statements.bundle.read_me import read_me
from settlements.statements.bundle.verifier import NAME as VERIFIER_NAME
from settlements.statements.bundle.verifier import verifier
from settlements.statements.documents_out import json_bytes, lines_csv
from settlements.statements.models import Seal, Statement
from settlements.statements.page_parts import versions_used
from settlements.statements.row_columns import rows_behind_statement
from settlements.statements.seal_statements import document_of

MOST_ROWS = 1_000_000
"""Of usage, in one download: about 100 MB, half a minute."""
SOURCES = ("report", "file", "sha256", "rows_accepted", "submitted_at", "rows_erased_at")


def make_bundle(*, statement: Statement, with_rows: bool = False) -> IO[bytes]:
    """A file at its beginning, gone once closed; the same statement, language and verifier: the same bytes.

    Words are in the partner's language. `with_rows`: also the rows of usage, or why they are no longer kept.
    Raises Refused `too_many_rows`.
    """
    if with_rows:
        _require_few_rows(statement)
    with translation.override(known_language(statement.partner.language)):
        members = _members(statement)
        file = TemporaryFile()  # noqa: SIM115 (the caller closes it)
        with ZipFile(file, "w", ZIP_STORED) as archive:
            for name in sorted(members):
                archive.writestr(member_info(name), members[name])
            sums = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
            if with_rows:
                sums["source-rows.csv"] = _add_rows(archive, statement)
            archive.writestr(member_info(SUMS_NAME), _sums(sums))
    file.seek(0)
    return file


def _members(statement: Statement) -> dict[str, bytes]:
    seal = Seal.objects.get(statement=statement)
    seal.statement = statement
    return {
        INPUT_NAME: json_bytes(statement.input_document),
        RESULT_NAME: json_bytes(statement.result_document),
        SEAL_NAME: json_bytes(document_of(seal)),
        VERIFIER_NAME: verifier(),
        "README.txt": read_me(statement).encode(),
        "terms.txt": _terms(statement).encode(),
        "lines.csv": lines_csv(statement),
        "source-files.csv": _csv(_source_files(statement)).encode(),
    }


def _terms(statement: Statement) -> str:
    """In words, of each version that rated the period."""
    numbers = [version["version"] for version in versions_used(statement.input_document)]
    versions = versions_with_rules(statement.agreement).filter(number__in=numbers).order_by("number")
    return "\n\n".join(words_as_text(version) for version in versions)


def _source_files(statement: Statement) -> Iterable[list]:
    yield list(SOURCES)
    for report in statement.reports.select_related("file").order_by("pk"):
        file = report.file
        yield [report.pk, file.name, file.sha256, report.accepted, report.submitted_at, report.erased_at]


def _add_rows(archive: ZipFile, statement: Statement) -> str:
    digest = hashlib.sha256()
    with archive.open(member_info("source-rows.csv"), "w", force_zip64=True) as out:
        for line in csv_text(rows_behind_statement(statement)):
            digest.update(line.encode())
            out.write(line.encode())
    return digest.hexdigest()


def _csv(rows: Iterable[list]) -> str:
    return "".join(csv_text(rows))


def _sums(sums: dict[str, str]) -> str:
    """As `sha256sum --check` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))


def _require_few_rows(statement: Statement) -> None:
    rows = sum(bucket.get("rows", 0) for bucket in statement.input_document.get("usage", []))
    if rows > MOST_ROWS:
        sentence = _(
            "%(rows)s rows of usage are too many for one download. Take the bundle without them, and the "
            "rows of each line from its own page."
        )
        raise Refused("too_many_rows", sentence % {"rows": exact(rows)})
