"""The page on which either side tries other terms over past usage. Mounted by portal.config."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.access import partner_agreement, require_rates, staff_agreement, versions_with_rules
from agreements.models import Agreement, Version
from agreements.view_terms import view_terms
from portal.accounts.access import licensor, partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from portal.refused import Refused
from portal.web.charts import paired_bars
from portal.web.csv_response import csv_response
from settlements.runs.what_if.compare import Comparison
from settlements.runs.what_if.forms import WhatIfForm
from settlements.runs.what_if.what_if import what_if as try_out
from settlements.statements.access import READERS
from settlements.statements.names import Names

SEEN_BY_BOTH = (Version.State.PROPOSED, Version.State.APPROVED, Version.State.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """The doors to an agreement and the versions one may try."""

    def page(self, view: Callable) -> Callable:
        return require_safe(Pages.page(self, view))

    def agreement(self, user: User, number: str) -> Agreement:
        """Outsiders: Http404. A look by staff is recorded."""
        if not self.is_staff:
            return partner_agreement(user, number)
        found = staff_agreement(user, number)
        require_rates(user)
        view_terms(agreement=found, by=user, page="what_if")
        return found

    def versions(self, agreement: Agreement) -> list[Version]:
        """Those the reader may see, what is not in force yet first, then the newest."""
        rows = versions_with_rules(agreement)
        if not self.is_staff:
            own = rows.filter(party=Agreement.Party.PARTNER)
            rows = rows.filter(state__in=SEEN_BY_BOTH) | own
        return sorted(rows, key=lambda row: (row.state == Version.State.IN_FORCE, -row.number))


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page(*READERS))


def what_if(request, audience: Audience, number: str):
    agreement = audience.agreement(request.user, number)
    versions = audience.versions(agreement)
    form = _form(request, versions)
    found, refusal = None, ""
    if form.is_valid():
        try:
            found = _compare(agreement, form)
        except Refused as refused:
            refusal = refused.sentence
    if found and request.GET.get("format") == "csv":
        return csv_response(name=f"what-if-{agreement.number}", rows=_rows(agreement, found))
    shown = {
        "base": audience.base,
        "audience": audience,
        "agreement": agreement,
        "agreement_url": audience.url("agreement", agreement.number),
        "licensor": licensor(),
        "form": form,
        "asked": form.is_valid(),
        "refusal": refusal,
        "found": found,
        **(_shown(form, found) if found else {}),
    }
    return render(request, "settlements/what_if/what_if.html", shown, status=422 if form.errors else 200)


def _form(request, versions: list[Version]) -> WhatIfForm:
    """What the URL asks; without a question the first version offered, over twelve periods."""
    asked = request.GET if "version" in request.GET else None
    if asked is None and versions:
        asked = {"version": versions[0].number, "periods": 12, "volume": ""}
    return WhatIfForm(asked, versions=versions)


def _compare(agreement: Agreement, form: WhatIfForm) -> Comparison | None:
    given = form.cleaned_data
    return try_out(
        agreement=agreement, version=form.chosen(), periods=given["periods"], factor=given["volume"]
    )


def _shown(form: WhatIfForm, found: Comparison) -> dict[str, Any]:
    names, query = Names(), QueryDict(mutable=True)
    query.update({name: form.data[name] for name in form.fields if name in form.data} | {"format": "csv"})
    bars = paired_bars([(row.share.old, row.share.new) for row in found.periods])
    return {
        "version": form.chosen(),
        "rows": list(zip(found.periods, bars, strict=True)),
        "applications": [
            (names.of("application", code) or _("Belongs to no application"), pair)
            for code, pair in found.applications.items()
        ],
        "csv_query": query.urlencode(),
    }


def _rows(agreement: Agreement, found: Comparison) -> Iterator[tuple]:
    yield ("period", "application", "old", "new", "difference", "currency")
    currency = agreement.settlement_currency
    for period in found.periods:
        for code, pair in period.applications.items():
            yield (period.label, code, pair.old, pair.new, pair.difference, currency)
        yield (period.label, "*", period.share.old, period.share.new, period.share.difference, currency)
