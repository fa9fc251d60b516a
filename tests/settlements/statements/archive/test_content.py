"""What the zip holds, checked as its reader would: unpacked, with nothing but Python."""

import csv
import io
import subprocess
import sys
import time
import zipfile

import openpyxl
import pytest

from portal.refused import Refused
from settlements.statements.archive.begin_statement_archive import begin_statement_archive
from settlements.statements.archive.make_statement_archive import make_statement_archive
from settlements.statements.bundle.make_bundle import make_bundle
from settlements.statements.documents_out import lines_xlsx
from settlements.statements.models import Statement
from settlements.statements.pdf import make_pdf as pdf_making
from settlements.statements.pdf.models import StatementPdf
from tests.factories.usage import submitted_report
from tests.settlements.restate.steps import approve, requested
from tests.settlements.statements.conftest import ROWS


@pytest.fixture
def packed(hosta, vera):
    """Begin and make one; the open zip."""

    def make() -> zipfile.ZipFile:
        archive = begin_statement_archive(partner=hosta, by=vera)
        made = make_statement_archive(archive_id=archive.pk)
        return zipfile.ZipFile(io.BytesIO(made.file.content.read()))

    return make


def test_every_version_is_there_and_the_chain_holds(packed, payable, receivable, fiona, april, tmp_path):
    first = payable.agreement.reports.get()
    submitted_report(payable.agreement, "2026-10", ROWS[:2], name="corrected.csv", replaces=first)
    approve(requested(payable.agreement, "2026-10", fiona), april)
    names = [payable.number, receivable.number, f"{payable.number}-v2"]
    with packed() as zipped:
        inside = [f"{name}/{name}{ending}" for name in names for ending in (".zip", "-lines.xlsx", ".pdf")]
        assert zipped.namelist() == ["verify.pyz", "statements.csv", *inside, "README.txt"]
        zipped.extractall(tmp_path)
    assert (tmp_path / inside[0]).read_bytes() == make_bundle(statement=payable).read()
    assert (tmp_path / inside[2]).read_bytes() == payable.pdf.file.content.read()
    assert openpyxl.load_workbook(tmp_path / inside[1]).active.max_row == payable.lines.count() + 1
    bundles = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.glob("*/*.zip"))
    command = [sys.executable, "-I", "-S", "verify.pyz", *bundles]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, env={})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(": matches") == 3


def test_the_list_has_a_row_for_each(packed, payable, receivable):
    with packed() as zipped:
        text = zipped.read("statements.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["number"] for row in rows] == [payable.number, receivable.number]
    assert rows[0] == {
        "number": payable.number,
        "version": "1",
        "agreement": payable.agreement.number,
        "period": "2026-10",
        "direction": "payable",
        "currency": payable.currency,
        **{
            name: f"{getattr(payable, name):f}"
            for name in ("earned", "net_due", "due_now", "carried_forward")
        },
        "issued_at": payable.issued_at.isoformat(),
        "seal": payable.seal.digest,
    }


def test_it_says_how_to_check_it_in_the_partners_language(packed, payable, hosta):
    hosta.language = "de"
    hosta.save()
    with packed() as zipped:
        text = zipped.read("README.txt").decode()
    assert "python3 verify.pyz */*.zip" in text
    assert "SHA-256" in text
    assert "Zeilen" in text or "Tabellen" in text
    assert StatementPdf.objects.get(statement=payable).language == "de"


def test_a_pdf_that_cannot_be_made_is_named(packed, payable, monkeypatch):
    def fail(*, statement):
        raise RuntimeError("no ink")

    monkeypatch.setattr(pdf_making, "render_pdf", fail)
    with packed() as zipped:
        assert f"missing here: {payable.number}" in zipped.read("README.txt").decode()
        assert f"{payable.number}/{payable.number}.zip" in zipped.namelist()


def test_another_partners_statements_are_not_in_it(packed, payable, rival, ruth):
    with pytest.raises(Refused, match="nothing to pack"):
        begin_statement_archive(partner=rival, by=ruth)
    assert Statement.objects.exclude(partner=rival).exists()


def test_made_at_another_time_it_is_the_same(payable, monkeypatch):
    """Excel's file notes when it was saved; here that is when the statement was issued."""
    issued_at, made = payable.issued_at.replace(tzinfo=None, microsecond=0), []
    for seconds in (1_900_000_000, 1_900_086_400):
        monkeypatch.setattr(time, "localtime", lambda _at=None, seconds=seconds: time.gmtime(seconds))
        made.append(lines_xlsx(payable))
        properties = openpyxl.load_workbook(io.BytesIO(made[-1])).properties
        assert (properties.created, properties.modified) == (issued_at, issued_at)
    assert made[0] == made[1]
