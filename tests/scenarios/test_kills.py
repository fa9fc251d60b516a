"""kill -9 in the middle of any work: all is finished, and nothing is there twice."""

import io
import sys
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage

from portal.audit.models import AuditEvent
from portal.audit.verify_chain import verify_chains
from portal.files.models import StoredFile
from portal.notices.models import OutboxEvent
from settlements.balances.models import JournalTransaction
from settlements.balances.verify_books import verify_books
from settlements.engine.json_text import canonical_json
from settlements.models import PdfRequest, StatementArchive, StatementPdf
from settlements.statements.archive.pack import pack
from settlements.statements.models import Statement
from settlements.statements.pdf.render_pdf import render_pdf
from settlements.statements.result_digest import result_digest
from tests.scenarios.circle import DEADLY, NOBODY, VICTIMS, Circle
from usage.models import Report

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for a worker's children in /proc")


@pytest.fixture(scope="module")
def undisturbed(stack) -> bytes:
    """What the statement says where nobody is killed."""
    circle = Circle(stack, NOBODY)
    circle.checked()
    circle.settled()
    circle.issued()
    return documents_of(Statement.objects.get(agreement=circle.agreement))


def documents_of(statement: Statement) -> bytes:
    """Input and result, byte for byte, but for whose they are."""
    given, result = dict(statement.input_document), dict(statement.result_document)
    whose = {name: given["agreement"][name] for name in ("number", "partner")}
    given["agreement"] = {name: value for name, value in given["agreement"].items() if name not in whose}
    assert (result.pop("agreement"), result.pop("digest")) == (whose["number"], statement.digest)
    assert result_digest(statement.result_document) == statement.digest
    return canonical_json([given, result])


@pytest.mark.parametrize("victim", VICTIMS)
def test_all_is_finished_and_nothing_is_there_twice(stack, undisturbed, victim):
    circle = Circle(stack, victim)
    circle.checked()
    circle.settled()
    circle.issued()

    report, statement = circle.report, Statement.objects.get(agreement=circle.agreement)
    assert (report.rows, report.accepted, report.buckets.count()) == (2, 2, 1)
    assert sorted(stored(report)) == sorted([*report.archive, *report.problems])
    attempts = [report.attempts, circle.run.settlements.get().attempts]
    assert max(attempts) <= 3
    if victim != "worker":  # whose children may end what they are at
        assert (max(attempts) > 1) == (victim != "broker"), "without a broker work goes on"
    assert statement.due_now == 40
    assert documents_of(statement) == undisturbed
    assert JournalTransaction.objects.filter(subject=statement.number).count() == 1
    partner = circle.agreement.partner
    for event in ("report.checked", "report.submitted", "statement.issued"):
        assert AuditEvent.objects.filter(partner=partner, event=event).count() == 1, event
    assert AuditEvent.objects.filter(subject=f"run {circle.run.pk}", event="run.issued").count() == 1
    numbers = list(Statement.objects.order_by("pk").values_list("number", flat=True))
    assert [int(number[-6:]) for number in numbers] == list(range(1, len(numbers) + 1))
    assert verify_books() == []
    assert [chain for chain in verify_chains() if chain.findings] == []
    assert not OutboxEvent.objects.filter(delivered_at=None).exists()


@pytest.mark.parametrize("victim", DEADLY)
def test_a_statement_s_files_are_made_once_and_are_the_same_bytes(stack, victim):
    circle = Circle(stack, NOBODY, name=f"files of {victim}")
    circle.checked()
    circle.settled()
    circle.issued()
    circle.victim = victim
    circle.set_as_pdf()
    circle.packed()

    partner, pdf = circle.agreement.partner, StatementPdf.objects.get(statement=circle.statement())
    assert bytes_of(pdf.file) == render_pdf(statement=circle.statement())
    undisturbed = io.BytesIO()
    pack(out=undisturbed, partner=partner, tell=lambda done, total: None)
    assert members_of(bytes_of(circle.archive.file)) == members_of(undisturbed.getvalue())
    assert bytes_of(circle.archive.file) == undisturbed.getvalue()
    files = StoredFile.objects.filter(partner=partner, purpose="document")
    assert set(files) == {pdf.file, circle.archive.file}
    assert StatementArchive.objects.filter(partner=partner).count() == 1
    if victim != "worker":
        assert (PdfRequest.objects.get(partner=partner).attempts, circle.archive.attempts) == (2, 2)
    assert not PdfRequest.objects.exclude(failed_at=None).exists()
    assert not OutboxEvent.objects.filter(delivered_at=None).exists()


def members_of(archive: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(archive)) as members:
        return {each.filename: members.read(each) for each in members.infolist()}


def bytes_of(file: StoredFile) -> bytes:
    with file.content.open("rb") as stored:
        return stored.read()


def stored(report: Report) -> list[str]:
    folder = f"usage/{report.partner_id}/{report.pk}"
    return [
        f"{folder}/{attempt}/{name}"
        for attempt in default_storage.listdir(folder)[0]
        for name in default_storage.listdir(f"{folder}/{attempt}")[1]
    ]
