"""Parts whose worker died, or whose report was withdrawn meanwhile: done again, or not at all."""

import pytest
from django.core.files.storage import default_storage

from tests.usage.chunks.conftest import ROWS, work_off
from tests.usage.chunks.looks import aged, nothing_is_left_of
from usage.chunks import check_part as checking
from usage.chunks.check_part import check_part
from usage.chunks.claims import claim_part
from usage.chunks.recheck_stuck_parts import recheck_stuck_parts
from usage.claims import ATTEMPTS
from usage.models import Bucket, Part, Report
from usage.recheck_stuck_reports import recheck_stuck_reports
from usage.storage import report_place, stored_under
from usage.withdraw_report import withdraw_report

pytestmark = pytest.mark.django_db


class TestDeaths:
    def test_a_part_whose_worker_died_is_done_by_another(self, handed_out, line):
        killed = claim_part(part_id=line.pop(0))
        work_off(line)
        assert Part.objects.exclude(state="checked").count() == 2, "that part, and so the conclusion"
        assert recheck_stuck_parts(queue=line.append) == [], "it may still be at work"
        aged(handed_out)
        assert recheck_stuck_reports(queue=line.append) == [], "the report itself is not stuck"
        assert recheck_stuck_parts(queue=line.append) == [killed.pk] == line
        assert recheck_stuck_parts(queue=line.append) == [], "it is in line"
        assert work_off(line) == 2
        assert nothing_is_left_of(handed_out)
        assert handed_out.state == "checked"

    def test_one_thought_dead_may_not_write_when_it_comes_back(self, handed_out, line, monkeypatch):
        real, first = checking.check_chunk, line.pop(0)

        def slow(**arguments):
            checked = real(**arguments)
            monkeypatch.setattr(checking, "check_chunk", real)
            aged(handed_out)
            assert check_part(part_id=first, queue=line.append), "the second attempt"
            return checked

        monkeypatch.setattr(checking, "check_chunk", slow)
        assert not check_part(part_id=first, queue=line.append)
        part = Part.objects.get(pk=first)
        assert (part.state, part.attempts) == ("checked", 2)
        assert all(map(default_storage.exists, part.result["files"].values()))
        work_off(line)
        assert nothing_is_left_of(handed_out)
        assert (handed_out.state, handed_out.rows) == ("checked", ROWS)

    def test_messages_that_were_lost_are_sent_again(self, handed_out, line):
        line.clear()
        aged(handed_out)
        assert len(recheck_stuck_parts(queue=line.append)) == 2
        work_off(line)
        assert nothing_is_left_of(handed_out)

    def test_after_three_deaths_the_report_is_refused(self, handed_out, line, caplog):
        Part.objects.filter(pk=line[0]).update(attempts=ATTEMPTS, state="checking")
        aged(handed_out)
        recheck_stuck_parts(queue=line.append)
        handed_out.refresh_from_db()
        assert handed_out.state == "refused"
        assert handed_out.verdict["file_problems"][0]["code"] == "own_fault"
        assert "report given up" in caplog.text
        assert nothing_is_left_of(handed_out)

    def test_a_failure_of_ours_is_tried_again_and_in_the_end_refused(
        self, handed_out, line, monkeypatch, caplog
    ):
        def full_disk(**arguments):
            raise OSError("No space left on device")

        monkeypatch.setattr(checking, "check_chunk", full_disk)
        first = line[0]
        for attempt in range(1, ATTEMPTS + 1):
            line.clear()
            assert not check_part(part_id=first, queue=line.append)
            handed_out.refresh_from_db()
            assert (handed_out.state == "refused") == (attempt == ATTEMPTS)
        assert "check of a part failed" in caplog.text
        assert nothing_is_left_of(handed_out)

    def test_what_a_killed_conclusion_left_is_cleared_up(self, handed_out, line, monkeypatch):
        """The verdict was written; the blow fell before the rest was deleted."""
        monkeypatch.setattr(checking, "clear_up", lambda part: None)
        monkeypatch.setattr("usage.keep_verdict.default_storage.delete", lambda name: None)
        work_off(line)
        assert not nothing_is_left_of(handed_out)
        monkeypatch.undo()
        recheck_stuck_parts(queue=line.append)
        assert nothing_is_left_of(handed_out)
        assert handed_out.state == "checked"


class TestWithdrawn:
    def test_a_report_withdrawn_between_chunks(self, handed_out, line, uma):
        check_part(part_id=line.pop(0), queue=line.append)
        withdraw_report(report=handed_out, by=uma)
        assert work_off(line) == 0
        recheck_stuck_parts(queue=line.append)
        handed_out.refresh_from_db()
        assert (handed_out.state, Bucket.objects.count()) == ("withdrawn", 0)
        assert nothing_is_left_of(handed_out)
        assert stored_under(place=report_place(handed_out)) == []

    @pytest.mark.parametrize("step", ["check_chunk", "conclude_check"])
    def test_a_report_withdrawn_at_work(self, handed_out, line, uma, monkeypatch, step):
        real = getattr(checking, step)

        def interrupted(**arguments):
            if not Report.objects.filter(pk=handed_out.pk, state="withdrawn").exists():
                withdraw_report(report=handed_out, by=uma)
            return real(**arguments)

        monkeypatch.setattr(checking, step, interrupted)
        work_off(line)
        handed_out.refresh_from_db()
        assert (handed_out.state, Bucket.objects.count()) == ("withdrawn", 0)
        assert stored_under(place=report_place(handed_out)) == []
        assert not handed_out.parts.exists()
