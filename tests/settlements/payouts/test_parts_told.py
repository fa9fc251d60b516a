"""Why a payout pays a part of a statement, and what became of the rest, in words."""

import pytest

from settlements.payouts.breakdown_of import breakdown_of
from settlements.payouts.models import Payout
from settlements.payouts.parts_told import parts_told
from tests.settlements.payouts.steps import approve, hold, paid, prepared, release, returned, sent

pytestmark = pytest.mark.django_db
HELD = "Of $20.00 due, $12.50 was held for DSP-2026-000001"


def said(payout: Payout) -> list[str]:
    [item] = breakdown_of(Payout.objects.get(pk=payout.pk)).items
    return parts_told(item)


def test_nothing_where_all_of_it_is_paid(payable, fiona):
    assert said(prepared(fiona)) == []


def test_held_then_released_then_paid(payable, fiona, april):
    hold(payable, "12.50")
    first = paid(approve(prepared(fiona), april), fiona)
    assert said(first) == [f"{HELD}, which is not decided yet."]
    release()
    assert said(first) == [f"{HELD}.", "$12.50 of it is held no longer and enters the next payout."]
    second = approve(prepared(fiona), april)
    assert said(first) == [f"{HELD}, paid later by {second.number}."]
    assert said(second) == [f"Of $20.00 due, $7.50 was paid before by {first.number}."]


def test_held_for_two_disputes_which_one_payout_pays_later(payable, fiona, april):
    hold(payable, "5")
    hold(payable, "2", "DSP-2026-000002")
    first = paid(approve(prepared(fiona), april), fiona)
    release()
    release("DSP-2026-000002")
    second = approve(prepared(fiona), april)
    assert said(first) == [
        "Of $20.00 due, $5.00 was held for DSP-2026-000001.",
        "Of $20.00 due, $2.00 was held for DSP-2026-000002.",
        f"$7.00 of it was paid later by {second.number}.",
    ]


def test_returned_while_a_part_is_held(payable, fiona, april):
    """What came back is unpaid; what is held still is."""
    hold(payable, "12.50")
    first = returned(sent(approve(prepared(fiona), april), fiona), fiona)
    assert said(first) == [f"{HELD}, which is not decided yet."]


def test_held_after_it_was_prepared(payable, fiona):
    payout = prepared(fiona)
    hold(payable, "12.50")
    assert said(payout) == ["$12.50 of it is held for DSP-2026-000001 by now."]


def test_both_sides_read_it_on_the_page(payable, fiona, april, finn, client):
    hold(payable, "12.50")
    payout = paid(approve(prepared(fiona), april), fiona)
    for person, path in ((finn, "/payouts/"), (april, "/staff/payouts/")):
        client.force_login(person)
        page = client.get(f"{path}{payout.number}/").content.decode()
        assert f"{HELD}, which is not decided yet." in page
        assert "In this payout" in page
        assert "Llama" in page
