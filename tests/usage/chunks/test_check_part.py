"""A report checked in parts: the verdict of the whole, written once, whoever works on it how often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from portal.audit.models import AuditEvent
from tests.factories.usage import checked_report, csv_bytes, received_report, submitted_report
from tests.usage.chunks.conftest import ROWS, many_rows, work_off
from tests.usage.chunks.looks import found, nothing_is_left_of
from tests.usage.erasure.steps import erased, settle
from usage.check.verdict import FileProblem, FileRefused, Progress
from usage.check_report import check_report
from usage.chunks import check_part as checking
from usage.chunks.check_part import check_part
from usage.chunks.claims import PartHeartbeat, claim_part
from usage.claims import Superseded, free_reports
from usage.models import Part, Report
from usage.problems import every_problem
from usage.report_page import progress_of
from usage.storage import report_place, stored_under

pytestmark = pytest.mark.django_db


def test_many_parts_say_what_one_check_says(handed_out, line, licensor_agreement):
    assert work_off(line) == 7, "six chunks and the conclusion"
    whole = checked_report(licensor_agreement, "2026-10", many_rows())
    assert found(handed_out) == found(whole)
    assert (handed_out.rows, handed_out.rejected) == (ROWS, 9)
    assert len(handed_out.archive) == len(handed_out.problems) == 6
    assert whole.verdict["warnings"] == [{"code": "equal_rows", "count": 1, "lines": [54]}]
    assert nothing_is_left_of(handed_out)


def test_only_a_few_are_in_line_at_once(handed_out, line):
    assert len(line) == 2
    check_part(part_id=line.pop(), queue=line.append)
    assert len(line) == 2
    assert Part.objects.filter(queued_at=None).count() == 4


def test_a_small_file_is_checked_at_once(agreement, line):
    report = received_report(agreement, "2026-10", many_rows())
    assert check_report(report_id=report.pk, queue=line.append)
    report.refresh_from_db()
    assert (report.state, line, report.parts.count()) == ("checked", [], 0)


def test_a_copy_that_had_to_be_made_is_cut_and_then_deleted(
    agreement, small_chunks, line, licensor_agreement
):
    """A quoted line break, which no chunk may cut."""
    content = many_rows().replace(b"2026-10-05", b'"2026-10-05"', 1) + b'2026-10-05,search,"a\nb",DE\n' * 9
    report = received_report(agreement, "2026-10", content)
    check_report(report_id=report.pk, queue=line.append)
    assert any(name.endswith(".csv") for name in stored_under(place=report_place(report)))
    work_off(line)
    assert found(report) == found(checked_report(licensor_agreement, "2026-10", content))
    assert nothing_is_left_of(report)


def test_rows_of_another_report_are_held_against_all_chunks(agreement, handed_out, line, hosta, uma):
    work_off(line)
    Report.objects.filter(pk=handed_out.pk).update(state="submitted", submitted_by=uma, attestation="true")
    again = received_report(agreement, "2026-10", many_rows() + b"\n")
    check_report(report_id=again.pk, queue=line.append)
    work_off(line)
    again.refresh_from_db()
    assert (again.rows, again.accepted) == (ROWS, 2), "those without a reference"
    assert again.verdict["beside"] == [handed_out.pk]
    assert nothing_is_left_of(again)


def test_new_customers_and_refs_of_erased_rows_are_found_in_all_chunks(
    agreement, small_chunks, line, uma, oscar
):
    """Also of a report that is erased while the chunks are checked."""
    september = [{"usage_date": "2026-09-03", "source_ref": "r3", "customer_ref": "nordwind"}]
    before = submitted_report(agreement, "2026-09", september, by=uma)
    rows = [{"source_ref": f"r{at}", "customer_ref": f"c{at % 7}", "quantity": str(at)} for at in range(ROWS)]
    report = received_report(agreement, "2026-10", csv_bytes(*rows, {"customer_ref": "nordwind"}))
    check_report(report_id=report.pk, queue=line.append)
    work_off(line)
    report.refresh_from_db()
    assert (report.rows, report.accepted) == (ROWS + 1, ROWS)
    assert report.verdict["customers"] == {"period": "2026-09", "now": 8, "before": 1, "new": 7}
    again = received_report(agreement, "2026-10", csv_bytes(*rows))
    check_report(report_id=again.pk, queue=line.append)
    settle(before.period)
    erased(before, oscar)
    work_off(line)
    again.refresh_from_db()
    assert (again.state, again.accepted) == ("checked", ROWS - 1)
    [problem] = every_problem(report=again)
    assert (problem.line, problem.code, problem.found) == (5, "duplicate_row", "r3")
    assert {"r3", "c3"} <= set(problem.text.split(","))


def test_a_part_checked_twice_is_written_once(handed_out, line):
    first = line.pop(0)
    assert check_part(part_id=first, queue=line.append)
    before = Part.objects.get(pk=first)
    assert not check_part(part_id=first, queue=line.append)
    assert Part.objects.get(pk=first).result == before.result
    conclusion = Part.objects.get(concludes=True)
    assert not check_part(part_id=conclusion.pk, queue=line.append), "its turn has not come"
    work_off(line)
    assert not check_part(part_id=conclusion.pk, queue=line.append)
    assert AuditEvent.objects.filter(event="report.checked", subject=f"report {handed_out.pk}").count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once(handed_out, line, licensor_agreement, settings):
    settings.USAGE_CHUNKS_AT_ONCE = 8
    everything = [*Part.objects.values_list("pk", flat=True)] * 3

    def work(part_id: int) -> bool:
        try:
            return check_part(part_id=part_id, queue=lambda part_id: None)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(work, everything))
    assert sum(kept) in (6, 7), "the conclusion may have been tried before its turn"
    line[:] = Part.objects.values_list("pk", flat=True)
    assert sum(kept) + work_off(line) == 7
    assert found(handed_out) == found(checked_report(licensor_agreement, "2026-10", many_rows()))
    assert nothing_is_left_of(handed_out)


def test_a_chunk_that_cannot_be_read_refuses_the_file(handed_out, line, monkeypatch):
    def too_large(**arguments):
        raise FileRefused(FileProblem(code="file_too_large", details={"bytes": 2, "limit": 1}))

    check_part(part_id=line.pop(0), queue=line.append)
    monkeypatch.setattr(checking, "check_chunk", too_large)
    assert work_off(line) == 1, "the others need not be looked at"
    handed_out.refresh_from_db()
    assert handed_out.state == "refused"
    assert handed_out.verdict["file_problems"][0]["code"] == "file_too_large"
    assert nothing_is_left_of(handed_out)


def test_progress_is_that_of_all_parts(handed_out, line, monkeypatch):
    done = handed_out.file.size // 6
    check_part(part_id=line.pop(0), queue=line.append)
    handed_out.refresh_from_db()
    assert abs(handed_out.bytes_seen - done) < 200
    part = claim_part(part_id=line.pop(0))
    beat = PartHeartbeat(part=part, share=2.0)
    beat(Progress(stage="checking", bytes_done=300, bytes_total=600, rows=4))
    before, rows = handed_out.bytes_seen, handed_out.rows_seen
    handed_out.refresh_from_db()
    assert (handed_out.bytes_seen, handed_out.rows_seen) == (before + 600, rows + 4)
    assert progress_of(handed_out)["percent"] == 100 * handed_out.bytes_seen // handed_out.file.size
    assert "rows_per_second" in progress_of(handed_out)
    handed_out.progress_at -= timedelta(seconds=20)
    assert progress_of(handed_out)["quiet"]
    assert not progress_of(handed_out).keys() & {"rows_per_second", "seconds_left"}
    assert not free_reports().filter(pk=handed_out.pk).exists()
    Part.objects.filter(pk=part.pk).update(attempts=2)
    with pytest.raises(Superseded):
        PartHeartbeat(part=part, share=2.0)(Progress(stage="archiving", bytes_done=0, bytes_total=600))
