"""The request's page says what became of what was too much, and to whom it is left to say so."""

import pytest

from settlements.payouts.surplus.models import SurplusUse
from tests.settlements.runs.pages import text_of

pytestmark = pytest.mark.django_db


def shown_at(client, path: str) -> str:
    return text_of(client.get(path))


def acted(client, person, path: str, **posted):
    client.force_login(person)
    return client.post(path, posted, follow=True)


def test_used_by_two_people(client, too_much, october, finn, fiona, april):
    paid = too_much.remittance
    page, root = (
        f"/staff/remittances/{paid.number}/",
        f"/staff/remittances/{paid.number}/surplus/{too_much.pk}/",
    )
    client.force_login(fiona)
    assert "$12.50 is left, in no balance." in shown_at(client, page)
    asked = shown_at(client, f"{root}use/")
    assert f"{october.number}: $20.00 due on" in asked
    answer = acted(client, fiona, f"{root}use/", onto=october.number)
    assert "Kept. Somebody else confirms it now." in answer.text
    assert "You said this, so somebody else has to confirm it." in shown_at(client, page)
    answer = acted(client, april, f"{root}confirm/")
    assert "Confirmed. The partner is told." in answer.text
    assert f"was used for {october.number}" in shown_at(client, page)
    client.force_login(finn)
    shown = shown_at(client, f"/remittances/{paid.number}/")
    assert f"$12.50 of it was used for {october.number}." in shown


def test_the_partner_reads_no_word_that_nobody_confirmed(client, too_much, finn, fiona):
    paid = too_much.remittance
    root = f"/staff/remittances/{paid.number}/surplus/{too_much.pk}/"
    acted(client, fiona, f"{root}sent-back/", day="2026-10-25", reference="OUR 9")
    assert SurplusUse.objects.get().state == "told"
    client.force_login(finn)
    shown = shown_at(client, f"/remittances/{paid.number}/")
    assert "$12.50 is left. We use it for what you owe next, or send it back to you." in shown
    assert "OUR 9" not in shown


def test_without_an_open_request(client, too_much, fiona):
    client.force_login(fiona)
    path = f"/staff/remittances/{too_much.remittance.number}/surplus/{too_much.pk}/use/"
    assert "The partner has no open request" in client.get(path, follow=True).text


def test_the_queue_has_both(client, too_much, fiona, april):
    client.force_login(fiona)
    assert "Paid too much" in client.get("/staff/").text
    number = too_much.remittance.number
    acted(
        client,
        fiona,
        f"/staff/remittances/{number}/surplus/{too_much.pk}/sent-back/",
        day="2026-10-25",
        reference="OUR 9",
    )
    client.force_login(april)
    assert "entered by Fiona" in client.get("/staff/").text
