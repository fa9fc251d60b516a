"""Agreements as a partner sees them: what is in force and what is proposed, nothing of our drafts."""

from django.shortcuts import render

from agreements.access import (
    agreements_of,
    approved_contributions,
    looks_at_terms,
    partner_agreement,
    seen_by_partner,
)
from agreements.models import Version
from agreements.negotiation.audience import PARTNER
from agreements.negotiation.listed import negotiation_shown
from agreements.obligations.counts import counts_of
from agreements.tables import AgreementTable
from agreements.term.acts import term_shown
from agreements.terms_file import terms_file
from agreements.terms_on_page import scope_words
from agreements.version_shown import version_shown
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
    versions = list(seen_by_partner(found))
    in_force = [version for version in versions if version.state == Version.State.IN_FORCE]
    return render(
        request,
        "agreements/agreement.html",
        {
            "agreement": found,
            "licensor": licensor(),
            "versions": [version_shown(version) for version in reversed(in_force)],
            **negotiation_shown(versions, request.user, staff=False),
            "term": term_shown(found, request.user, staff=False),
            "pages": PARTNER.context()["pages"],
            "contributions": contributions_shown(found),
            "looks": looks_at_terms(found),
            "counts": counts_of(found),
        },
    )


@partner_page
def agreement_terms(request, number):
    return terms_file(partner_agreement(request.user, number))


def contributions_shown(agreement) -> list[tuple]:
    return [(row, scope_words(row)) for row in approved_contributions(agreement)]
