"""Joint goals: agreed by both, counted from issued statements to the last digit, judged by nobody."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from agreements.goals.confirm_goal import confirm_goal
from agreements.goals.withdraw_goal import withdraw_goal
from agreements.models import JointGoal
from portal.accounts.roles import PartnerRole
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.runs.goal_progress import progress_of
from settlements.runs.judge_goals import judge_goals
from tests.factories.accounts import make_member
from tests.factories.agreements import make_contribution, second_person
from tests.factories.contributions import proposed
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import ecb, issued_run

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@scene
def alma(hosta):
    return make_member("alma@hosta.example", "Alma Admin", hosta, PartnerRole.ADMIN)


@pytest.fixture
def month(hosted, fiona):
    def settle(label: str, *rows: dict) -> None:
        submitted_report(hosted, label, [{"usage_date": f"{label}-05", **row} for row in rows])
        issued_run(label, fiona, second_person(), hosted)

    return settle


def active(agreement, carla, alma, **fields) -> JointGoal:
    goal = proposed(agreement, carla, **fields)
    return confirm_goal(by=alma, goal=goal, version=goal.version)


def counted(goal: JointGoal):
    [found] = progress_of(goal.agreement, [JointGoal.objects.get(pk=goal.pk)])
    return found


def test_revenue_is_summed_in_settlement_currency(hosted, carla, alma, month):
    ecb("2026-09-30", USD="1.1")
    goal = active(hosted, carla, alma, application="search")
    month(
        SEPTEMBER,
        {"gross_revenue": "100.10", "deductions": "0.10"},
        {"gross_revenue": "10.00", "currency": "EUR"},
        {"gross_revenue": "999.00", "application": "accessibility"},
    )
    month(OCTOBER, {"gross_revenue": "0.123456789012"})
    found = counted(goal)
    assert [(each.label, each.value, each.so_far) for each in found.figures] == [
        (SEPTEMBER, Decimal("111"), Decimal("111")),
        (OCTOBER, Decimal("0.123456789012"), Decimal("111.123456789012")),
    ]
    assert (found.enough, found.over, found.settled_to) == (False, False, date(2026, 11, 1))
    assert found.part_done == Decimal("0.111123")


@pytest.mark.parametrize(
    "fields, value",
    [
        ({"metric": "quantity", "unit": "output_tokens", "target": "5000"}, "3500"),
        ({"metric": "quantity", "unit": "output_tokens", "market": "DE"}, "3000"),
        ({"metric": "application_share", "unit": "output_tokens", "application": "search", "target": "0.5"},
         "0.857143"),
        ({"metric": "contributions", "target": "2"}, "1"),
        ({"metric": "contributions", "application": "search", "target": "2"}, "0"),
    ],
)  # fmt: skip
def test_every_metric(hosted, carla, alma, month, fields, value):
    make_contribution(hosted, from_date=date(2026, 9, 1), points=Decimal("0.01"))
    goal = active(hosted, carla, alma, **fields)
    month(
        SEPTEMBER,
        {"quantity": "3000"},
        {"quantity": "500", "application": "accessibility", "market": "ID"},
        {"quantity": "70", "unit": "input_tokens"},
    )
    assert counted(goal).value == Decimal(value)


def test_a_sum_is_reached_once_it_is_and_told_to_both(hosted, carla, alma, month):
    goal = active(hosted, carla, alma, target="100")
    assert judge_goals() == 0
    month(SEPTEMBER, {"gross_revenue": "100.00"})
    assert (judge_goals(), judge_goals()) == (1, 0)
    goal.refresh_from_db()
    assert goal.state == "reached"
    assert goal.changes.last().value == 100
    told = Mail.objects.filter(kind="goal_reached").values_list("to", flat=True)
    assert {alma.email, carla.email} <= set(told)


def test_missed_when_its_time_is_over_and_a_share_not_before(hosted, carla, alma, month):
    missed = active(hosted, carla, alma, target="101", end="2026-10-01")
    share = {"metric": "application_share", "unit": "output_tokens", "application": "search"}
    goal = active(hosted, carla, alma, target="0.5", end="2026-11-01", **share)
    month(SEPTEMBER, {})
    assert judge_goals() == 1
    month(OCTOBER, {}, {"application": "accessibility", "quantity": "3000"})
    assert judge_goals() == 1
    states = JointGoal.objects.in_bulk([missed.pk, goal.pk])
    assert (states[missed.pk].state, states[goal.pk].state) == ("missed", "missed")


def test_it_takes_two(hosted, carla, april, alma, vera, ruth):
    goal = proposed(hosted, carla)
    with pytest.raises(Refused, match="Your side proposed"):
        confirm_goal(by=april, goal=goal, version=1)
    with pytest.raises(PermissionDenied):
        confirm_goal(by=vera, goal=goal, version=1)
    with pytest.raises(Http404):
        confirm_goal(by=ruth, goal=goal, version=1)
    assert judge_goals() == 0
    with pytest.raises(Refused, match="why"):
        withdraw_goal(by=alma, goal=goal, version=1, reason=" ")
    assert withdraw_goal(by=alma, goal=goal, version=1, reason="Too early.").state == "withdrawn"


@pytest.mark.parametrize(
    "fields, code",
    [
        ({"target": "0"}, "bad_target"),
        ({"metric": "quantity"}, "no_unit"),
        ({"metric": "application_share", "unit": "requests", "target": "0.2"}, "no_application"),
        ({"metric": "application_share", "unit": "requests", "target": "20"}, "bad_target"),
        ({"start": "2026-09-02"}, "bad_days"),
        ({"start": "2026-08-01"}, "bad_days"),
        ({"market": "ZZ"}, "unknown_code"),
        ({"title": " "}, "no_title"),
    ],
)
def test_what_cannot_be_counted_is_refused(hosted, alma, fields, code):
    with pytest.raises(Refused) as refusal:
        proposed(hosted, alma, **fields)
    assert refusal.value.code == code


def test_pages(client, hosted, carla, alma, month, ruth):
    client.force_login(alma)
    number = hosted.number
    given = {
        "title": "Grow",
        "metric": "base_revenue",
        "target": "400",
        "first": "2026-09",
        "last": "2026-12",
    }
    url = reverse("propose_goal", args=[number])
    assert client.post(url, {**given, "target": "-1"}).status_code == 422
    assert client.post(url, given).status_code == 302
    goal = JointGoal.objects.get()
    month(SEPTEMBER, {"gross_revenue": "100.00"})
    client.force_login(carla)
    assert "Grow" in client.get(reverse("staff_home")).content.decode()
    page = client.get(reverse("staff_goals", args=[number])).content.decode()
    assert f'<progress id="progress-{goal.pk}" max="1" value="0.250000">' in page
    assert "$100.00 of $400.00" in page
    assert reverse("staff_confirm_goal", args=[number, goal.pk]) in page
    client.post(reverse("staff_confirm_goal", args=[number, goal.pk]), {"version": 1})
    client.force_login(alma)
    assert "Active" in client.get(reverse("goals", args=[number])).content.decode()
    client.force_login(ruth)
    assert client.get(reverse("goals", args=[number])).status_code == 404
