"""Monthly until 30 June, quarterly from 1 July: runs, statements, and the windows of the ladder."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.goals.propose_goal import Aim, propose_goal
from agreements.models import Agreement, JointGoal
from portal.refused import Refused
from settlements.runs.goal_progress import progress_of
from settlements.runs.hindrances import candidates
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.amendments import amend
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import issued_run
from usage.report_totals import totals_of

pytestmark = pytest.mark.django_db

TERMS = make_terms(
    "2026-04-01",
    share(("1000", "0.20"), "0.10", accumulate="year"),
    minimum_guarantee={"amount": "75.00", "per": "quarter"},
    cap={"amount": "200.00", "per": "year"},
)


@pytest.fixture
def agreement(hosta) -> Agreement:
    """20 % of the year's first 1000, then 10 %; at least 75 in a quarter, at most 200 in a year."""
    made = make_agreement(hosta, reporter="partner", starts="2026-04-01", terms=[TERMS])
    amend(made, "2026-07-01", period_length="quarter")
    return made


def report(agreement: Agreement, label: str, *rows: tuple[str, str]):
    given = [
        {"usage_date": day, "gross_revenue": gross, "source_ref": f"{day} {gross}"} for day, gross in rows
    ]
    return submitted_report(agreement, label, given)


def hindrance(label: str, agreement: Agreement) -> str:
    [found] = candidates(label=label, agreements=[agreement])
    return found.hindrance


def settle(label: str, agreement: Agreement, fiona, april) -> Statement:
    issued_run(label, fiona, april, agreement)
    return Statement.objects.get(agreement=agreement, period__label=label)


def settle_spring(agreement, fiona, april) -> None:
    for month in ("2026-04", "2026-05", "2026-06"):
        report(agreement, month, (f"{month}-15", "300"))
        settle(month, agreement, fiona, april)


def test_three_months_then_a_quarter(agreement, fiona, april):
    """April to June: 300 each at 20 %: 180. July to September: 600, of which 100 still at 20 %: 20 + 50 = 70.

    The quarter's guarantee adds 5; the year's cap leaves 200 − 180 = 20 of these 75.
    """
    settle_spring(agreement, fiona, april)
    assert [each.due_now for each in Statement.objects.order_by("period__from_date")] == [60, 60, 60]
    report(agreement, "2026-Q3", ("2026-07-02", "100"), ("2026-08-02", "200"), ("2026-09-30", "300"))
    statement = settle("2026-Q3", agreement, fiona, april)
    document, result = statement.input_document, statement.result_document
    assert document["period"] == {"from": "2026-07-01", "to": "2026-10-01", "final": False}
    assert document["counters"] == {"default": {"base": "900", "quantity": "0"}}
    assert (document["window"]["guarantee_earned"], document["window"]["cap_earned"]) == ("0", "180")
    ladder = result["ladder"]
    assert (ladder["earned"], ladder["guarantee_shortfall"], ladder["cap_reduction"]) == (
        "70.00",
        "5.00",
        "-55.00",
    )
    assert statement.due_now == 20
    assert result["counters"]["default"]["base"] == "1500"


def test_periods_come_one_after_the_other_over_the_change(agreement, fiona, april):
    for month in ("2026-04", "2026-05"):
        report(agreement, month, (f"{month}-15", "300"))
        settle(month, agreement, fiona, april)
    assert hindrance("2026-Q3", agreement) == "2026-06 comes first: its statement is not issued yet."
    assert hindrance("2026-07", agreement) == "It is settled in other periods than 2026-07."
    assert hindrance("2026-Q2", agreement) == "It is settled in other periods than 2026-Q2."
    report(agreement, "2026-06", ("2026-06-15", "300"))
    settle("2026-06", agreement, fiona, april)
    assert hindrance("2026-Q3", agreement) == ""


def test_a_run_over_all_takes_those_that_have_the_period(agreement, rival):
    other = make_agreement(rival, starts="2026-04-01")
    quarterly = make_agreement(rival, starts="2026-04-01", period_length="quarter")
    taken = {
        label: {each.agreement for each in candidates(label=label)}
        for label in ("2026-06", "2026-07", "2026-Q2", "2026-Q3")
    }
    assert taken == {
        "2026-06": {agreement, other},
        "2026-07": {other},
        "2026-Q2": {quarterly},
        "2026-Q3": {agreement, quarterly},
    }


def test_back_to_months_from_october(agreement, fiona, april):
    """October opens with the year's counter and cap; what is earned goes on in the second tier, capped."""
    settle_spring(agreement, fiona, april)
    report(agreement, "2026-Q3", ("2026-07-02", "50"))
    settle("2026-Q3", agreement, fiona, april)
    amend(agreement, "2026-10-01", period_length="month")
    report(agreement, "2026-10", ("2026-10-05", "50"))
    statement = settle("2026-10", agreement, fiona, april)
    assert statement.input_document["counters"]["default"]["base"] == "950"
    ladder = statement.result_document["ladder"]
    # 180 and Q3's guarantee of 75 are beyond 200 already: nothing is left of October's 10.
    assert (ladder["earned"], ladder["guarantee_shortfall"], ladder["cap_reduction"]) == (
        "10.00",
        "0.00",
        "-10.00",
    )


def test_a_quarters_totals_are_not_set_beside_a_months(agreement):
    june = report(agreement, "2026-06", ("2026-06-15", "300"))
    report(agreement, "2026-05", ("2026-05-15", "100"))
    quarter = report(agreement, "2026-Q3", ("2026-07-15", "300"))
    assert totals_of(june).previous == "2026-05"
    assert totals_of(quarter).previous == ""


class TestGoals:
    def aim(self, first: date, last: date) -> Aim:
        scope = {"application": "*", "model": "*", "market": "*"}
        return Aim("Revenue together", JointGoal.Metric.BASE, Decimal(5000), first, last, scope)

    def test_whole_periods_of_either_length(self, agreement, carla):
        for first, last in ((date(2026, 5, 1), date(2026, 8, 1)), (date(2026, 8, 1), date(2026, 10, 1))):
            with pytest.raises(Refused, match="whole settlement periods"):
                propose_goal(by=carla, agreement=agreement, aim=self.aim(first, last))
        assert propose_goal(by=carla, agreement=agreement, aim=self.aim(date(2026, 5, 1), date(2026, 10, 1)))

    def test_one_that_ends_inside_a_later_quarter_is_over_with_it(self, hosta, carla, fiona, april):
        agreement = make_agreement(hosta, reporter="partner", starts="2026-06-01")
        goal = propose_goal(by=carla, agreement=agreement, aim=self.aim(date(2026, 6, 1), date(2026, 8, 1)))
        amend(agreement, "2026-07-01", period_length="quarter")
        report(agreement, "2026-06", ("2026-06-15", "300"))
        settle("2026-06", agreement, fiona, april)
        [found] = progress_of(agreement, [goal])
        assert (found.value, found.over) == (300, False)
        report(agreement, "2026-Q3", ("2026-07-15", "900"))
        settle("2026-Q3", agreement, fiona, april)
        [found] = progress_of(agreement, [goal])
        assert (found.value, found.over) == (300, True)

    def test_one_that_begins_inside_a_later_quarter_counts_nothing_of_it(self, hosta, carla, fiona, april):
        agreement = make_agreement(hosta, reporter="partner", starts="2026-06-01")
        goal = propose_goal(by=carla, agreement=agreement, aim=self.aim(date(2026, 8, 1), date(2026, 10, 1)))
        amend(agreement, "2026-07-01", period_length="quarter")
        report(agreement, "2026-06", ("2026-06-15", "300"))
        settle("2026-06", agreement, fiona, april)
        report(agreement, "2026-Q3", ("2026-07-15", "900"))
        settle("2026-Q3", agreement, fiona, april)
        [found] = progress_of(agreement, [goal])
        assert (found.value, found.over) == (0, True)
