"""The pages: entered by one, confirmed by another, and never more of the numbers than the mask."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.notices.models import Mail, OutboxEvent
from portal.partners.add_contact import add_contact
from portal.partners.edit_contact import edit_contact
from portal.partners.models import Contact
from settlements.bank_accounts.models import BankAccount
from tests.factories.bank_accounts import IBAN, NUMBER, iban_account, proposed_account, usable_account_of
from tests.settlements.runs.pages import page_of, post, text_of

TYPED = {
    "currency": "EUR",
    "holder": "Host A GmbH",
    "street": "Hansaring",
    "building": "61",
    "postal_code": "50670",
    "town": "Köln",
    "country": "DE",
}
BY_IBAN = {**TYPED, "iban": "de89 3704 0044 0532 0130 00"}
BY_NUMBER = {
    **TYPED,
    "kind": "account",
    "currency": "USD",
    "number": NUMBER,
    "clearing_system": "USABA",
    "clearing_code": "021000021",
    "bank_name": "First Harbour Bank",
}
SECRETS = (IBAN, "DE89 3704", "0532013000", NUMBER, "021000021")


def preview(client, typed: dict, name: str = "propose_account", *args) -> tuple[str, str]:
    """The page that shows it once more, and what it holds sealed."""
    page = client.post(reverse(name, args=args), typed)
    assert page.status_code == 200, text_of(page)
    return text_of(page), page.context["form"].initial["sealed"]


@pytest.mark.parametrize("typed, mask", [(BY_IBAN, "DE•••• 3000"), (BY_NUMBER, "•••• 6789")])
def test_the_numbers_are_seen_nowhere_again(client, finn, frida, anna, fiona, typed, mask):
    """Not on a page of either side, in the session, a mail, the audit trail or the outbox."""
    client.force_login(finn)
    shown, sealed = preview(client, typed)
    pages = [shown, post(client, "send_account", sealed=sealed)]
    row = BankAccount.objects.get()
    for person, prefix, args in ((frida, "", []), (fiona, "staff_partner_", ["hosta"])):
        client.force_login(person)
        pages.append(page_of(client, f"{prefix}bank_accounts", *args))
        pages.append(page_of(client, f"{prefix}confirm_account", *args, row.pk))
        pages.append(page_of(client, f"{prefix}refuse_account", *args, row.pk))
    assert all(mask in page for page in pages)
    pages.append(page_of(client, "staff_partner", "hosta"))
    client.force_login(anna)
    pages.append(post(client, "confirm_account", row.pk))
    assert "Confirmed, not usable yet" in pages[-1]
    pages.append(page_of(client, "end_account", row.pk))
    pages += [f"{mail.subject} {mail.text}" for mail in Mail.objects.all()]
    pages += [json.dumps(event.details) for event in AuditEvent.objects.all()]
    pages += [json.dumps(event.args) for event in OutboxEvent.objects.all()]
    pages += [str(session.get_decoded()) for session in Session.objects.all()]
    assert len(pages) > 20
    for page in pages:
        assert not [secret for secret in SECRETS if secret in page]


def test_the_bank_is_shown_before_it_is_sent(client, finn):
    client.force_login(finn)
    assert "The account has no IBAN" in page_of(client, "propose_account", currency="EUR")
    shown, sealed = preview(client, BY_IBAN)
    assert "Commerzbank (Germany)" in shown
    assert "COBADEFFXXX" in shown
    assert not BankAccount.objects.exists()
    assert "You wrote another one" in preview(client, {**BY_IBAN, "bic": "DEUTDEFF"})[0]
    form = post(client, "propose_account", sealed=sealed)
    assert 'value="Hansaring"' in form, "back again, all but the number is there"
    assert "0532" not in form


def test_what_was_sealed_for_one_person_is_sent_by_nobody_else(client, finn, frida, ruth):
    client.force_login(finn)
    _shown, sealed = preview(client, BY_IBAN)
    for person, given in ((frida, sealed), (ruth, sealed), (finn, "x")):
        client.force_login(person)
        assert "Type the account again" in post(client, "send_account", sealed=given)
    assert not BankAccount.objects.exists()


def test_what_is_wrong_stands_at_its_field(client, finn):
    client.force_login(finn)
    wrong = {**BY_IBAN, "iban": "DE88 3704 0044 0532 0130 00", "town": "Ko\u200bln"}
    page = client.post(reverse("propose_account"), wrong)
    assert page.status_code == 422
    assert "characters that are not seen" in text_of(page)
    page = client.post(reverse("propose_account"), {**wrong, "town": "Köln"})
    assert "check digits do not fit: look at it again" in page.context["form"].errors["iban"][0]


def test_sending_and_confirming_ask_again_who_it_is(client, finn, frida, hosta):
    row = proposed_account(hosta, iban_account(currency="USD"), finn)
    for person, act in ((finn, "send_account"), (frida, "confirm_account"), (frida, "end_account")):
        client.force_login(person)
        session = client.session
        del session["account_authentication_methods"]
        session.save()
        args = [] if act == "send_account" else [row.pk]
        assert "reauthenticate" in client.post(reverse(act, args=args), {"sealed": "x"}).url


def test_a_partner_reads_which_side_acted_not_who_of_staff(client, finn, hosta, fiona):
    row = proposed_account(hosta, iban_account(), finn)
    client.force_login(fiona)
    done = post(client, "staff_partner_confirm_account", "hosta", row.pk)
    assert "Confirmed by Fiona Finance" in done
    client.force_login(finn)
    page = page_of(client, "bank_accounts")
    assert "Confirmed by Model Owner Inc." in page
    assert "Fiona" not in page
    looks = AuditEvent.objects.filter(event="bank_accounts.viewed", partner=hosta)
    assert [look.actor for look in looks] == [fiona]


def test_to_view_as_the_partner_is_no_way_round_the_role(client, hosta, carla, fiona):
    usable_account_of(hosta, iban_account())
    for person, status in ((carla, 403), (fiona, 200)):
        client.force_login(person)
        client.post(reverse("view_as_partner", args=["hosta"]))
        assert client.get(reverse("bank_accounts")).status_code == status
        client.post(reverse("stop_viewing"))


def test_everybody_concerned_is_told_in_their_language(client, finn, frida, anna, hosta, fiona, vera):
    """The contact of the account before too, whatever stands in its place by now."""
    anna.language = "de"
    anna.save()
    about = {"topic": "finance", "name": "Old Book", "phone": ""}
    contact = add_contact(
        by=finn, partner=hosta, side=Contact.Side.PARTNER, email="books@hosta.example", **about
    )
    usable_account_of(hosta, iban_account())
    edit_contact(by=finn, contact=contact, email="new@evil.example", **about)
    Mail.objects.all().delete()
    row = proposed_account(hosta, iban_account(iban="DE02120300000000202051"), finn)
    told = set(Mail.objects.values_list("to", flat=True))
    made = {"enters@bank.hosta.example", "confirms@bank.hosta.example"}
    others = {"books@hosta.example", "new@evil.example", fiona.email}
    assert told == {finn.email, frida.email, anna.email, *made, *others}
    assert Mail.objects.get(to=anna.email).language == "de"
    client.force_login(frida)
    Mail.objects.all().delete()
    post(client, "confirm_account", row.pk)
    assert set(Mail.objects.values_list("to", flat=True)) == told


def test_the_licensors_own(client, fiona, april, hosta, finn):
    client.force_login(fiona)
    _shown, sealed = preview(client, BY_IBAN, "staff_propose_account")
    assert "This needs one of these roles: Approver" in post(client, "staff_send_account", sealed=sealed)
    row = BankAccount.objects.get()
    assert row.partner is None
    client.force_login(april)
    assert "not usable yet" in post(client, "staff_confirm_account", row.pk)
    theirs = proposed_account(hosta, iban_account(), finn)
    assert client.get(reverse("staff_confirm_account", args=[theirs.pk])).status_code == 404
