"""Usage inside another agreement's exclusive scope keeps a run waiting until it is waived or corrected."""

from datetime import datetime

import pytest

from settlements.runs.waive_blocker import waive_blocker
from tests.factories.agreements import make_agreement
from tests.factories.beside_money import obligation, saying
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

    @pytest.mark.parametrize(
        "due, attested, blocked",
        [
            ("2026-09-04", None, False),
            ("2026-09-05", None, True),
            ("2026-09-04", "2026-09-20", True),
            ("2026-09-04", "2026-09-21", False),
            ("2026-09-20", None, True),
        ],
    )
    def test_a_right_blocks_nothing_on_days_on_which_it_rests(
        self, host, rival, fiona, due, attested, blocked
    ):
        """Resting from the day after the due day until it is attested; usage is of the 5th and the 20th."""
        duty = obligation(consequence="suspend_grant", grant="de", first_due=due)
        theirs = make_exclusive(rival, right("de", market="DE"), say=saying(duty))
        if attested:
            theirs.dues.update(
                state="attested",
                statement="Done.",
                attested_by=fiona,
                attested_at=datetime.fromisoformat(f"{attested}T12:00Z"),
            )
        assert ("exclusive_scope" in blocker_kinds(settled_run(SEPTEMBER, fiona, host))) is blocked

    def test_an_obligation_of_another_right_does_not_rest_this_one(self, host, rival, fiona):
        duty = obligation(consequence="suspend_grant", grant="jp", first_due="2026-09-04")
        make_exclusive(rival, right("de", market="DE"), right("jp", market="JP"), say=saying(duty))
        assert "exclusive_scope" in blocker_kinds(settled_run(SEPTEMBER, fiona, host))

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
