"""Agreements as a partner sees them: what is in force and what is proposed, nothing of our drafts."""

from typing import Any

from django.shortcuts import render
from django.utils import timezone

from agreements.access import (
    agreements_of,
    approved_contributions,
    looks_at_terms,
    partner_agreement,
    seen_by_partner,
    versions_listed,
    versions_to_show,
)
from agreements.agreement_rooms import rooms_of
from agreements.audience import PARTNER
from agreements.contributions.worth import worth
from agreements.models import Agreement, Version
from agreements.negotiation.listed import negotiation_shown
from agreements.obligations.counts import counts_of
from agreements.operations.over_time import over_time
from agreements.tables import AgreementTable
from agreements.term.acts import term_shown
from agreements.terms_file import terms_file
from agreements.terms_on_page import scope_words
from agreements.version_shown import most_rules, version_to_show
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
    rows = seen_by_partner(found, versions_listed)
    shown = PARTNER.context(
        agreement=found,
        licensor=licensor(),
        **versions_on_page(found, most_rules(request)),
        **negotiation_shown(rows, request.user, staff=False),
        term=term_shown(found, request.user, staff=False),
        contributions=contributions_shown(found),
        looks=looks_at_terms(found),
        counts=counts_of(found),
        rooms=rooms_of(request.user, found, is_staff=False),
    )
    return render(request, "agreements/agreement.html", shown)


@partner_page
def agreement_terms(request, number):
    return terms_file(partner_agreement(request.user, number))


def versions_on_page(agreement: Agreement, most: int | None) -> dict[str, Any]:
    """`versions`: in force now or later, the last first, `most` rules of each; `past`: rows to link.

    `over_time`: from which of them which settlement period and whose figures hold.
    """
    in_force = list(versions_listed(agreement).filter(state=Version.State.IN_FORCE).reverse())
    past = [version for version in in_force if has_ended(version)]
    current = [row.pk for row in in_force if row not in past]
    told = versions_to_show(agreement, most).filter(pk__in=current)
    return {
        "versions": [version_to_show(version) for version in reversed(told)],
        "past": past,
        "over_time": over_time(agreement, in_force[::-1]),
    }


def has_ended(version: Version) -> bool:
    return version.to_date is not None and version.to_date <= timezone.localdate()


def contributions_shown(agreement) -> list[tuple]:
    currency = agreement.settlement_currency
    return [(row, scope_words(row), worth(row, currency)) for row in approved_contributions(agreement)]
