"""Terms and contributions agreed for days that are settled: the periods are restated, to the cent.

January 600, February 500, March 500; 20 % of the first 1000 of the year, 10 % above, at least 400 a quarter.

as issued      Jan 120, Feb 80 + 10 = 90, Mar 50 + guarantee 140                    → 400.00
30 % from 1 February, without a guarantee
               Jan 120, Feb 150 (500 × 30 %), Mar 150                               → Δ Feb +60, Mar −40
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agreements.contributions.accept_contribution import accept_contribution
from agreements.draft_version import draft_version
from agreements.edit_version import edit_version
from agreements.models import Version
from portal.accounts.roles import PartnerRole
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.balances.verify_books import verify_books
from settlements.runs.restate.cancel_restatement import cancel_restatement
from settlements.runs.restate.dated_back import dated_back
from tests.factories.accounts import make_member
from tests.factories.agreements import bring_into_force, make_terms, share
from tests.factories.contributions import drafted, filed, offer
from tests.settlements.restate.conftest import FEBRUARY, JANUARY, MARCH
from tests.settlements.restate.steps import approve, computed, requested, versions

pytestmark = pytest.mark.django_db


def amended(
    agreement, carla, *, dated_back: bool, from_date: str = "2026-02-01", rate: str = "0.30"
) -> Version:
    draft = draft_version(agreement=agreement, from_date=date.fromisoformat(from_date), by=carla)
    terms = make_terms(from_date, share(rate, accumulate="year"))
    return edit_version(version=draft, terms=terms, by=carla, dated_back=dated_back)


def waiting(fiona) -> list[str]:
    return [each.period.label for each in dated_back(fiona)]


def test_only_where_the_draft_says_so(quarter, carla):
    with pytest.raises(ValidationError, match="say in the draft that it may begin on settled days"):
        bring_into_force(amended(quarter, carla, dated_back=False))


def test_terms_to_the_cent(quarter, carla, fiona, april):
    assert waiting(fiona) == []
    bring_into_force(amended(quarter, carla, dated_back=True))
    assert waiting(fiona) == [FEBRUARY]
    assert [row.due_now for row in versions(quarter, FEBRUARY)] == [Decimal("90.00")]
    approve(requested(quarter, FEBRUARY, fiona), april)
    assert waiting(fiona) == []
    assert len(versions(quarter, JANUARY)) == 1
    deltas = {each.statement: each.amount for each in Adjustment.objects.all()}
    february, march = (versions(quarter, label) for label in (FEBRUARY, MARCH))
    assert deltas == {february[0].number: Decimal("60.00"), march[0].number: Decimal("-40.00")}
    assert [row.net_due for row in february] == [Decimal("90.00"), Decimal("150.00")]
    lines = {line.document["version"] for line in february[1].lines.all()}
    assert lines == {2}
    assert verify_books(thorough=True) == []


def test_where_nothing_differs_it_waits_no_more(quarter, hosta, fiona, april):
    """A contribution to a market where nothing was used."""
    alma = make_member("alma@hosta.example", "Alma Admin", hosta, PartnerRole.ADMIN)
    row = filed(quarter, alma, replace(offer("0.005", start="2026-03-01", market="JP"), dated_back=True))
    accept_contribution(by=april, contribution=row, version=row.version)
    assert waiting(fiona) == [MARCH]
    row = computed(quarter, MARCH, fiona)
    assert not row.periods.filter(differs=True).exists()
    cancel_restatement(restatement=row, by=fiona, reason="Nothing differs")
    assert waiting(fiona) == []


def test_a_contribution_to_the_cent(quarter, hosta, fiona, april):
    """0.5 points from February on: 2.50 more in February; March earns 2.50 more, the guarantee 5.00 less."""
    alma = make_member("alma@hosta.example", "Alma Admin", hosta, PartnerRole.ADMIN)
    asked = offer("0.005", start="2026-02-01")
    with pytest.raises(Refused) as refusal:
        drafted(quarter, alma, asked)
    assert refusal.value.code == "already_settled"
    row = filed(quarter, alma, replace(asked, dated_back=True))
    accept_contribution(by=april, contribution=row, version=row.version)
    assert waiting(fiona) == [FEBRUARY]
    approve(requested(quarter, FEBRUARY, fiona), april)
    assert waiting(fiona) == []
    deltas = list(Adjustment.objects.order_by("statement").values_list("amount", flat=True))
    assert deltas == [Decimal("2.50"), Decimal("-2.50")]
    assert verify_books(thorough=True) == []


def test_the_queue_leads_to_the_restatement(client, quarter, carla, fiona):
    bring_into_force(amended(quarter, carla, dated_back=True))
    client.force_login(fiona)
    shown = client.get("/staff/").text
    assert "Agreed for settled days, to be restated" in shown
    assert f"/staff/agreements/{quarter.number}/restate/{FEBRUARY}/" in shown
