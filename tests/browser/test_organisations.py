"""Organisations and the audit trail: in English and light, in Arabic and dark, at both widths."""

import pytest
from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.partners.edit_organisation import edit_organisation
from tests.factories.accounts import make_member, make_staff
from tests.factories.agreements import make_agreement
from tests.factories.organisations import make_contact, make_tax_profile


@pytest.fixture
def petra(live_server, hosta, rival, oscar, fiona) -> User:
    """Host A's administrator, in an organisation of which much is known."""
    person = make_member("petra@hosta.example", "Petra Admin", hosta, PartnerRole.ADMIN)
    make_agreement(hosta)
    make_tax_profile(hosta, person, days=20)
    make_contact(hosta, person, phone="+49 30 901820")
    make_contact(
        hosta, oscar, "licensor", topic="disputes", name="Olga Petrova", email="olga@licensor.example"
    )
    address = {"street": "Alte Jakobstraße 85", "postal_code": "10179", "region": "Berlin", "town": "Berlin"}
    edit_organisation(
        by=person,
        partner=hosta,
        legal_name="Host A Gesellschaft für Modellbetrieb mbH",
        country="DE",
        language="en",
        **address,
    )
    with transaction.atomic():
        for number in range(30):
            record_event(event="terms.viewed", subject=f"AGR-2026-{number:04}", actor=fiona, partner=hosta)
    return person


LOOKS = [("en", "light"), ("ar", "dark")]


@pytest.mark.parametrize("language, theme", LOOKS)
def test_a_partner_s_pages(petra, hosta, visit, check_page, language, theme):
    contact = hosta.contacts.get(side="partner")
    pages = [
        reverse("organisation"),
        reverse("looks"),
        reverse("edit_organisation"),
        reverse("edit_tax_profile"),
        reverse("add_contact"),
        reverse("remove_contact", args=[contact.pk]),
        reverse("require_second_factor"),
    ]
    for path in pages:
        page = visit(path, petra, language=language, theme=theme)
        check_page(page)


@pytest.mark.parametrize("language, theme", LOOKS)
def test_staff_s_pages(petra, hosta, visit, check_page, language, theme):
    roles = [StaffRole.OPERATIONS, StaffRole.AUDITOR, StaffRole.FINANCE]
    person = make_staff("ursula@licensor.example", "Ursula", *roles)
    pages = [
        reverse("staff_partners"),
        reverse("register_partner"),
        reverse("staff_partner", args=[hosta.code]),
        reverse("staff_add_contact", args=[hosta.code]),
        reverse("suspend_partner", args=[hosta.code]),
        reverse("audit_events"),
        f"{reverse('audit_events')}?event=tax_profile.edited",
    ]
    for path in pages:
        page = visit(path, person, language=language, theme=theme)
        if "event=" in path:
            page.locator("tbody details summary").first.click()
        check_page(page)
