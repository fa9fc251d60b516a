"""`manage.py import_usage` makes the same domain calls as the page, and prints the verdict."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.factories.usage import csv_bytes
from usage.missing_report import missing_report
from usage.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    def import_usage(content: bytes, *arguments: str, agreement="AGR-2026-0001", period="2026-10") -> str:
        file = tmp_path / "october.csv"
        file.write_bytes(content)
        said = io.StringIO()
        given = [str(file), "--agreement", agreement, "--period", period, *arguments]
        call_command("import_usage", *given, stdout=said)
        return said.getvalue()

    return import_usage


def test_a_file_is_checked_and_its_verdict_printed(run, agreement, uma):
    said = run(csv_bytes({}, {"market": "XX"}), "--by", uma.email)
    report = Report.objects.get()
    assert (report.state, report.uploaded_by, report.file.name) == ("checked", uma, "october.csv")
    assert "2 rows: 1 accepted, 1 rejected." in said
    assert "Unknown market, column market: 1 row, line 3, found “XX”" in said


def test_submit_declares_the_period_complete(run, agreement, uma):
    assert "Submitted" in run(csv_bytes(), "--submit")
    report = Report.objects.get()
    assert report.state == Report.State.SUBMITTED
    assert not missing_report(period=report.period)


def test_rejected_rows_are_left_out_only_when_told(run, agreement, uma):
    content = csv_bytes({}, {"market": "XX"})
    with pytest.raises(CommandError, match="Some rows were rejected"):
        run(content, "--submit")
    Report.objects.all().delete()
    run(content, "--submit", "--leave-out-rejected")
    assert Report.objects.get().state == Report.State.SUBMITTED


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ({"agreement": "AGR-2026-9999"}, "There is no agreement AGR-2026-9999"),
        ({"period": "2025-10"}, "outside the term"),
        ({"period": "October"}, "is no period"),
    ],
)
def test_what_does_not_fit_is_said(run, agreement, uma, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(csv_bytes(), **arguments)


def test_refused_files_and_people_end_with_a_sentence(run, agreement, uma, vera, ruth):
    with pytest.raises(CommandError, match="nothing was counted"):
        run(b"\x00")
    with pytest.raises(CommandError, match="Uploader"):
        run(csv_bytes(), "--by", vera.email)
    with pytest.raises(CommandError, match="may not report"):
        run(csv_bytes(), "--by", ruth.email)
    with pytest.raises(CommandError, match="--by EMAIL"):
        run(csv_bytes(), "--by", "nobody@example.com")
    run(csv_bytes())
    with pytest.raises(CommandError, match="already here"):
        run(csv_bytes())


def test_a_file_that_is_not_there_is_said(agreement, uma, tmp_path):
    given = [str(tmp_path / "none.csv"), "--agreement", "AGR-2026-0001", "--period", "2026-10"]
    with pytest.raises(CommandError, match=r"none\.csv"):
        call_command("import_usage", *given)
