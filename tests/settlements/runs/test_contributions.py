"""What both sides accepted is in the next statement, and in no earlier one."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.contributions.accept_contribution import accept_contribution
from agreements.contributions.accept_end import accept_end
from agreements.contributions.effects import Effect, effect_of
from agreements.contributions.propose_end import propose_end
from portal.accounts.roles import PartnerRole
from portal.refused import Refused
from settlements.runs.approve_run import approve_run
from settlements.statements.models import Statement
from tests.factories.accounts import make_member
from tests.factories.agreements import second_person
from tests.factories.contributions import filed, offer
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import issued_run

OCTOBER = date(2026, 10, 1)


@scene
def alma(hosta):
    return make_member("alma@hosta.example", "Alma Admin", hosta, PartnerRole.ADMIN)


def settle(agreement, fiona, label: str) -> Statement:
    rows = [{"usage_date": f"{label}-05"}, {"usage_date": f"{label}-20"}]
    submitted_report(agreement, label, rows)
    issued_run(label, fiona, second_person(), agreement)
    return Statement.objects.get(agreement=agreement, period__label=label)


def accepted(agreement, alma, carla, given):
    row = filed(agreement, alma, given)
    return accept_contribution(by=carla, contribution=row, version=row.version)


def test_points_cut_the_month_and_raise_the_share(hosted, alma, carla, fiona):
    """20 % of 100.00 on the 5th, 21 % of as much from the 15th on; a report summed before is summed anew."""
    submitted_report(hosted, "2026-09", [{"usage_date": "2026-09-05"}, {"usage_date": "2026-09-20"}])
    accepted(hosted, alma, carla, offer(start="2026-09-15"))
    issued_run("2026-09", fiona, second_person(), hosted)
    statement = Statement.objects.get()
    assert [line.share for line in statement.lines.all()] == [Decimal("0.2"), Decimal("0.21")]
    assert statement.earned == Decimal("41")


def test_an_amount_is_credited_until_its_agreed_end(hosted, alma, carla, fiona):
    row = accepted(hosted, alma, carla, offer(amount="50.00", start="2026-09-01"))
    assert settle(hosted, fiona, "2026-09").net_due == Decimal("90")
    day = {"ending_date": date(2026, 9, 15), "reason": "Over."}
    with pytest.raises(Refused, match="is settled"):
        propose_end(by=carla, contribution=row, version=row.version, **day)
    row = propose_end(by=carla, contribution=row, version=row.version, **{**day, "ending_date": OCTOBER})
    accept_end(by=alma, contribution=row, version=row.version)
    assert settle(hosted, fiona, "2026-10").net_due == Decimal("40")


@pytest.mark.parametrize("party, sign", [("partner", 1), ("licensor", -1)])
def test_its_page_says_what_an_amount_came_to(hosted, alma, carla, fiona, client, party, sign):
    by, other = (alma, carla) if party == "partner" else (carla, alma)
    row = accepted(hosted, by, other, offer(amount="50.00", start="2026-09-01"))
    points = accepted(hosted, by, other, offer(start="2026-09-01"))
    for label in ("2026-09", "2026-10"):
        line = settle(hosted, fiona, label).lines.get(kind="contribution_credit")
        assert line.amount == sign * 50
    assert effect_of(row) == Effect(Decimal("100"), 2)
    assert effect_of(points) is None
    client.force_login(alma)
    page = client.get(reverse("contribution", args=[hosted.number, row.code])).content.decode()
    assert "In 2 statements it came to <bdi>$100.00</bdi> for" in page


def test_what_is_settled_stays(hosted, alma, carla, fiona):
    row = filed(hosted, alma, offer(start="2026-09-15"))
    settle(hosted, fiona, "2026-09")
    with pytest.raises(Refused, match="is settled"):
        accept_contribution(by=carla, contribution=row, version=row.version)


def test_accepted_while_a_run_waits_for_approval(hosted, alma, carla, requested):
    """The approver's snapshot is no longer what would be settled."""
    accepted(hosted, alma, carla, offer(start="2026-09-15"))
    requested.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        approve_run(run=requested, by=second_person(), fingerprint=requested.fingerprint)
    assert refusal.value.code == "changed_since_settled"
