"""Usage inside another agreement's exclusive scope keeps a run waiting until it is waived or corrected."""

import pytest

from settlements.runs.waive_blocker import waive_blocker
from tests.factories.agreements import make_agreement
from tests.factories.rights import make_exclusive, right
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import blocker_kinds, settled_run

SEPTEMBER = "2026-09"


@scene
def host(hosta):
    """Host A's agreement, with searches in Germany on the 5th and the 20th."""
    found = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    submitted_report(found, SEPTEMBER, [{"usage_date": "2026-09-05"}, {"usage_date": "2026-09-20"}])
    return found


def details(run) -> list[dict]:
    return run.settlements.get().blockers.get(kind="exclusive_scope").details["usage"]


@pytest.mark.django_db
class TestExclusiveScope:
    def test_the_blocker_names_the_right_and_its_agreement(self, client, host, rival, fiona):
        theirs = make_exclusive(rival, right("de", market="DE"))
        run = settled_run(SEPTEMBER, fiona, host)
        [row] = details(run)
        assert row == {
            "application": "search",
            "model": "llama-3.1-8b",
            "market": "DE",
            "right": "de",
            "agreement": theirs.number,
            "partner": "Rival Cloud",
            "from": "2026-09-01",
            "to": "2026-10-01",
        }
        client.force_login(fiona)
        page = client.get(f"/staff/runs/{run.pk}/").content.decode()
        assert "Usage in a scope that is exclusive elsewhere" in page
        assert f"/staff/agreements/{theirs.number}/" in page

    @pytest.mark.parametrize(
        "days, blocked",
        [
            ({"start": "2026-09-20"}, True),
            ({"start": "2026-09-21"}, False),
            ({"start": "2026-01-01", "to": "2026-09-05"}, False),
            ({"start": "2026-01-01", "to": "2026-09-06"}, True),
            ({"start": "2026-09-06", "to": "2026-09-20"}, False),
        ],
    )
    def test_to_the_day_though_buckets_are_not_cut_there(self, host, rival, fiona, days, blocked):
        make_exclusive(rival, right("de", market="DE", **days))
        kinds = blocker_kinds(settled_run(SEPTEMBER, fiona, host))
        assert ("exclusive_scope" in kinds) is blocked

    @pytest.mark.parametrize(
        "scope",
        [{"market": "JP"}, {"application": "accessibility"}, {"market": "DE", "model": "llama-3.1-70b"}],
    )
    def test_another_scope_blocks_nothing(self, host, rival, fiona, scope):
        make_exclusive(rival, right("other", **scope))
        assert "exclusive_scope" not in blocker_kinds(settled_run(SEPTEMBER, fiona, host))

    def test_the_holders_own_usage_is_free(self, hosta, fiona):
        holder = make_exclusive(
            hosta, right("de", "2026-09-01", market="DE"), reporter="partner", starts="2026-09-01"
        )
        submitted_report(holder, SEPTEMBER, [{"usage_date": "2026-09-05"}])
        assert "exclusive_scope" not in blocker_kinds(settled_run(SEPTEMBER, fiona, holder))

    def test_it_is_waived_by_name_and_the_waiver_stays_while_nothing_changes(self, host, rival, fiona):
        make_exclusive(rival, right("de", market="DE"))
        blocker = settled_run(SEPTEMBER, fiona, host).settlements.get().blockers.get(kind="exclusive_scope")
        assert waive_blocker(blocker=blocker, by=fiona, reason="The holder agreed.").waived_by == fiona
