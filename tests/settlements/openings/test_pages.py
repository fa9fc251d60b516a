"""The pages of an opening: staff enter and confirm, the partner reads what was confirmed."""

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from settlements.openings.confirm_opening import confirm_opening
from settlements.openings.enter_opening import enter_opening
from settlements.openings.models import AgreementOpening
from tests.settlements.openings.steps import carried_over, figures
from tests.settlements.runs.pages import page_of, post

TYPED = {
    "carried_date": "2026-08-31",
    "balance": "-12.34",
    "advance_balance": "40",
    "cap_earned": "180",
    "source": "كشف حساب أغسطس",
    "base_0": "900",
}


def test_staff_enter_it_and_another_confirms_it(client, moved, carla, april):
    client.force_login(carla)
    assert "Was it settled elsewhere before?" in page_of(client, "staff_agreement", moved.number)
    assert "Rule default: revenue counted so far" in page_of(client, "enter_opening", moved.number)
    page = post(client, "enter_opening", moved.number, **TYPED)
    assert "Entered, to be confirmed" in page
    assert "Carried over in the licensor&#x27;s favour" in page
    assert "كشف حساب أغسطس" in page
    row = AgreementOpening.objects.get()
    assert row.counters == {"default": {"quantity": "0", "base": "900"}}
    client.force_login(april)
    assert "$900.00" in page_of(client, "confirm_opening", moved.number, row.pk)
    assert "Confirmed by April Approver" in post(client, "confirm_opening", moved.number, row.pk)
    assert "First day settled here" in page_of(client, "staff_agreement", moved.number)


@pytest.mark.parametrize(
    "typed, told",
    [
        ({"carried_date": "2026-08-30"}, "Write the last day of a settlement period"),
        ({"balance": "1,5"}, "Write a number with the digits 0 to 9"),
        ({"base_0": "-1.5", "cap_earned": "7.001"}, "decimals"),
        ({"advance_balance": ""}, "The terms have an advance"),
        ({"source": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(client, moved, carla, typed, told):
    client.force_login(carla)
    page = client.post(reverse("enter_opening", args=[moved.number]), {**TYPED, **typed})
    assert page.status_code == 422
    assert told in page.content.decode()
    assert "كشف" in page.content.decode() or "source" in typed
    assert not AgreementOpening.objects.exists()


def test_the_partner_reads_it_once_it_is_confirmed(client, finn, ruth, moved, carla, april):
    enter_opening(agreement=moved, figures=figures(), by=carla)
    client.force_login(finn)
    assert "Carried over from before" not in page_of(client, "agreement", moved.number)
    assert "Nothing was carried over" in page_of(client, "opening", moved.number)
    confirm_opening(opening=AgreementOpening.objects.get(), by=april)
    assert "Carried over in the partner&#x27;s favour" in page_of(client, "agreement", moved.number)
    page = page_of(client, "opening", moved.number)
    assert "$12.34" in page
    assert "Carla" not in page
    client.force_login(ruth)
    assert client.get(reverse("opening", args=[moved.number])).status_code == 404


def test_a_look_at_the_figures_to_confirm_is_recorded(client, moved, carla, april):
    row = enter_opening(agreement=moved, figures=figures(), by=carla)
    client.force_login(april)
    page_of(client, "confirm_opening", moved.number, row.pk)
    assert AuditEvent.objects.filter(event="terms.viewed", actor=april, partner=moved.partner).exists()


def test_who_entered_it_is_told_that_another_confirms(client, moved, fiona):
    row = enter_opening(agreement=moved, figures=figures(), by=fiona)
    client.force_login(fiona)
    assert "somebody else has to confirm it" in page_of(client, "staff_opening", moved.number)
    assert client.post(reverse("confirm_opening", args=[moved.number, row.pk])).status_code == 403


def test_it_is_discarded_with_a_reason_and_stays_on_record(client, moved, carla, fiona):
    row = enter_opening(agreement=moved, figures=figures(), by=carla)
    client.force_login(fiona)
    page = post(client, "discard_opening", moved.number, row.pk, reason="Wrong month")
    assert "Wrong month" in page
    page = post(client, "discard_opening", moved.number, row.pk, reason="Again")
    assert "was discarded" in page


def test_the_entries_stand_in_the_partners_balance(client, finn, moved, carla, april):
    carried_over(moved, carla, april)
    client.force_login(finn)
    assert "Opening balance confirmed" in page_of(client, "balance")
