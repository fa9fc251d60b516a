"""Several agreements settled at once: as each alone, and one that cannot be is no harm to the others."""

import pytest

from settlements.runs import compute_settlements as computing
from settlements.runs.attempt import ATTEMPTS
from settlements.runs.models import Blocker, Settlement, SettlementRun
from settlements.runs.open_run import open_run
from settlements.runs.resettle import resettle
from settlements.runs.settle_agreements import settle_agreements
from tests.scenes import scene
from tests.settlements.runs.steps import blockers_of, settle_all
from tests.settlements.runs.test_resume import Killed

KEPT = ("agreement", "input_document", "result_document", "digest", "change", "reports", "state")


@scene
def run(usage, fiona) -> SettlementRun:
    return open_run(label="2026-09", by=fiona, queue=False)


def ids_of(run: SettlementRun) -> list[int]:
    return list(run.settlements.order_by("pk").values_list("pk", flat=True))


def of_first_wrong(monkeypatch, run: SettlementRun, fault: BaseException) -> Settlement:
    """The engine raises the fault at the first agreement, whenever it comes to it."""
    first = run.settlements.order_by("pk").first()
    real = computing.settle_document

    def settle_document(document):
        if document["agreement"]["number"] == first.agreement.number:
            raise fault
        return real(document)

    monkeypatch.setattr(computing, "settle_document", settle_document)
    return first


def states(run: SettlementRun) -> list[tuple[str, int]]:
    return list(run.settlements.order_by("pk").values_list("state", "attempts"))


@pytest.mark.django_db
class TestTogether:
    def test_it_comes_to_the_same(self, run, fiona):
        settle_agreements(settlement_ids=ids_of(run))
        together = list(run.settlements.order_by("pk").values(*KEPT))
        run.refresh_from_db()
        assert (run.state, states(run)) == ("review", [("settled", 1)] * 2)
        settle_all(resettle(run=run, by=fiona, queue=False))
        assert together == list(run.settlements.order_by("pk").values(*KEPT))
        assert all(each["reports"] and each["digest"] for each in together)

    def test_one_that_fails_is_a_blocker_and_the_others_are_settled(self, run, monkeypatch):
        first = of_first_wrong(monkeypatch, run, ZeroDivisionError())
        settle_agreements(settlement_ids=ids_of(run))
        run.refresh_from_db()
        assert (run.state, states(run)) == ("review", [("failed", 2), ("settled", 2)])
        blocker = blockers_of(run).get()
        assert (blocker.settlement, blocker.kind) == (first, Blocker.Kind.NOT_COMPUTED)

    def test_one_that_kills_its_worker_is_given_up_and_the_others_are_settled(self, run, monkeypatch):
        first = of_first_wrong(monkeypatch, run, Killed())
        ids = ids_of(run)
        for _attempt in range(ATTEMPTS):
            with pytest.raises(Killed):
                settle_agreements(settlement_ids=ids)
            assert not Settlement.objects.exclude(state="waiting").exists()
        settle_agreements(settlement_ids=ids)
        run.refresh_from_db()
        assert run.state == "review"
        assert [state for state, _attempts in states(run)] == ["failed", "settled"]
        [fault] = blockers_of(run).get(settlement=first).details["faults"]
        assert fault["code"] == "gave_up"

    def test_what_does_not_wait_is_left_alone(self, run):
        settle_agreements(settlement_ids=ids_of(run))
        before = list(run.settlements.values_list("settled_at"))
        settle_agreements(settlement_ids=ids_of(run))
        assert list(run.settlements.values_list("settled_at")) == before
        assert states(run) == [("settled", 1)] * 2
