"""Killed at any stage, a run is taken up where it stopped and comes to the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from settlements.runs import compute_settlements as computing
from settlements.runs import issue_run as issuing
from settlements.runs import settle_agreement as settling
from settlements.runs.approve_run import approve_run
from settlements.runs.attempt import ATTEMPTS
from settlements.runs.issue_run import issue_run
from settlements.runs.models import Blocker, Settlement, SettlementRun
from settlements.runs.open_run import open_run
from settlements.runs.request_approval import request_approval
from settlements.runs.settle_agreement import settle_agreement
from settlements.runs.stuck_work import PATIENCE
from settlements.statements.models import Statement
from settlements.tasks import issue, resume_runs, settle_run
from tests.settlements.runs.steps import blockers_of, settled_run
from usage.models import Period

SEPTEMBER = "2026-09"


class Killed(BaseException):
    """Ends everything at once, as a signal does: no `except Exception` sees it."""


def kill(*args, **kwargs):
    raise Killed


@pytest.fixture
def inline(settings):
    """Tasks run where they are queued."""
    from portal.config.celery import app

    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def long_ago(run: SettlementRun) -> None:
    then = timezone.now() - PATIENCE - timedelta(seconds=1)
    run.settlements.update(queued_at=then)
    SettlementRun.objects.filter(approved_at__isnull=False).update(approved_at=then)


def digests(run: SettlementRun) -> list[str]:
    return list(run.settlements.order_by("agreement__number").values_list("digest", flat=True))


@pytest.mark.django_db
class TestResume:
    def test_an_event_that_comes_twice_settles_and_issues_once(self, usage, inline, fiona, april):
        run = open_run(label=SEPTEMBER, by=fiona)
        settle_run(run.pk)
        before = list(run.settlements.values_list("settled_at", "attempts"))
        settle_run(run.pk)
        assert list(run.settlements.values_list("settled_at", "attempts")) == before
        run = request_approval(run=run, by=fiona)
        approve_run(run=run, by=april, fingerprint=run.fingerprint)
        issue(run.pk)
        issue(run.pk)
        assert Statement.objects.count() == run.settlements.count()

    def test_never_started(self, usage, inline, fiona):
        run = open_run(label=SEPTEMBER, by=fiona)
        resume_runs()
        run.refresh_from_db()
        assert run.state == "settling", "what was queued just now is left alone"
        long_ago(run)
        resume_runs()
        run.refresh_from_db()
        assert run.state == "review"
        assert all(digests(run))

    @pytest.mark.parametrize("stage", ["gather_inputs", "settle_document", "rewrite_found", "conclude_run"])
    def test_killed_while_settling(self, usage, inline, fiona, monkeypatch, stage):
        run = open_run(label=SEPTEMBER, by=fiona)
        first = run.settlements.first()
        with monkeypatch.context() as patch:
            patch.setattr(settling if stage == "conclude_run" else computing, stage, kill)
            with pytest.raises(Killed):
                settle_agreement(settlement_id=first.pk)
        first.refresh_from_db()
        done = stage == "conclude_run"
        assert (first.state, bool(first.digest)) == (("settled", True) if done else ("waiting", False))
        long_ago(run)
        resume_runs()
        run.refresh_from_db()
        assert run.state == "review"
        assert not blockers_of(run).exists()

    def test_killed_before_saying_that_all_is_settled(self, usage, inline, fiona, monkeypatch):
        run = open_run(label=SEPTEMBER, by=fiona)
        with monkeypatch.context() as patch:
            patch.setattr(settling, "conclude_run", kill)
            for settlement in run.settlements.all():
                with pytest.raises(Killed):
                    settle_agreement(settlement_id=settlement.pk)
        resume_runs()
        run.refresh_from_db()
        assert run.state == "review"

    @pytest.mark.parametrize("deaths, at_once", [(1, 1), (2, 1), (1, 2)])
    def test_killed_while_issuing(self, usage, inline, fiona, april, monkeypatch, deaths, at_once):
        run = request_approval(run=settled_run(SEPTEMBER, fiona), by=fiona)
        approve_run(run=run, by=april, fingerprint=run.fingerprint)
        real, calls = issuing.issue_statements, []

        def issue_then_die(**arguments):
            calls.append(real(**arguments))
            if len(calls) == deaths:
                raise Killed
            return calls[-1]

        with monkeypatch.context() as patch:
            patch.setattr(issuing, "issue_statements", issue_then_die)
            patch.setattr(issuing, "AT_ONCE", at_once)
            with pytest.raises(Killed):
                issue_run(run_id=run.pk)
        assert Statement.objects.count() == deaths - 1
        long_ago(run)
        resume_runs()
        run.refresh_from_db()
        assert run.state == "issued"
        numbers = list(Statement.objects.order_by("number").values_list("number", flat=True))
        assert [number[-2:] for number in numbers] == ["01", "02"], "no gap"
        assert set(Period.objects.values_list("state", flat=True)) == {"settled"}

    def test_work_that_kills_its_worker_is_given_up(self, usage, fiona, monkeypatch):
        run = open_run(label=SEPTEMBER, by=fiona)
        first, second = run.settlements.all()
        with monkeypatch.context() as patch:
            patch.setattr(computing, "settle_document", kill)
            for _attempt in range(ATTEMPTS):
                with pytest.raises(Killed):
                    settle_agreement(settlement_id=first.pk)
        settle_agreement(settlement_id=first.pk)
        settle_agreement(settlement_id=second.pk)
        run.refresh_from_db()
        assert run.state == "review"
        [fault] = blockers_of(run).get(kind=Blocker.Kind.NOT_COMPUTED).details["faults"]
        assert fault["code"] == "gave_up"

    def test_an_unexpected_error_is_a_blocker_not_a_standstill(self, usage, fiona, monkeypatch):
        def broken(document):
            raise ZeroDivisionError

        run = open_run(label=SEPTEMBER, by=fiona)
        monkeypatch.setattr(computing, "settle_document", broken)
        for settlement in run.settlements.all():
            settle_agreement(settlement_id=settlement.pk)
        run.refresh_from_db()
        assert run.state == "review"
        assert set(run.settlements.values_list("state", flat=True)) == {Settlement.State.FAILED}
        assert {each.details["faults"][0]["code"] for each in blockers_of(run)} == {"unexpected"}
