"""Agreements as a partner sees them: what is in force, nothing of drafts."""

from django.shortcuts import render
from django.utils import timezone

from agreements.access import (
    agreements_of,
    approved_contributions,
    looks_at_terms,
    partner_agreement,
    versions_in_force,
)
from agreements.contributions.worth import worth
from agreements.models import Version
from agreements.tables import AgreementTable
from agreements.terms_file import terms_file
from agreements.terms_on_page import facts, rule_cards, scope_words
from portal.accounts.access import licensor, partner_page
from portal.web.listing import list_page


@partner_page
def agreements(request):
    return list_page(
        request,
        queryset=agreements_of(request.user, request.partner),
        table_class=AgreementTable,
        template="agreements/agreements.html",
        name="agreements",
    )


@partner_page
def agreement(request, number):
    found = partner_agreement(request.user, number)
    return render(
        request,
        "agreements/agreement.html",
        {
            "agreement": found,
            "licensor": licensor(),
            "versions": [version_shown(version) for version in reversed(versions_in_force(found))],
            "contributions": contributions_shown(found),
            "looks": looks_at_terms(found),
        },
    )


@partner_page
def agreement_terms(request, number):
    return terms_file(partner_agreement(request.user, number))


def version_shown(version: Version) -> dict:
    """A version with what its page fragment shows."""
    today = timezone.localdate()
    ended = version.to_date is not None and version.to_date <= today
    return {
        "version": version,
        "facts": facts(version),
        "cards": rule_cards(version),
        "grants": [(grant, scope_words(grant)) for grant in version.grants.all()],
        "tariff": version.tariff.all(),
        "when": "past" if ended else "coming" if version.from_date > today else "now",
    }


def contributions_shown(agreement) -> list[tuple]:
    currency = agreement.settlement_currency
    return [(row, scope_words(row), worth(row, currency)) for row in approved_contributions(agreement)]
