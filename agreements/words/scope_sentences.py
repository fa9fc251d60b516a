"""Where a rule or an exclusive right holds: one whole sentence for every choice of names."""

from django.utils.translation import gettext_lazy as _

from agreements.models import ExclusivityGrant, RateRule
from agreements.models.rules import Scope
from agreements.words import figures
from portal.web import formats

# (application named, model named, market named)
_RULE = {
    (False, False, False): _("This holds for all usage that no narrower rule covers."),
    (True, False, False): _("This holds for {application}."),
    (False, True, False): _("This holds for {model}."),
    (False, False, True): _("This holds in {market}."),
    (True, True, False): _("This holds for {application} with {model}."),
    (True, False, True): _("This holds for {application} in {market}."),
    (False, True, True): _("This holds for {model} in {market}."),
    (True, True, True): _("This holds for {application} with {model} in {market}."),
}
_RIGHT = {
    (False, False, False): _("Exclusive for everything: {uplift} on the share."),
    (True, False, False): _("Exclusive for {application}: {uplift} on the share."),
    (False, True, False): _("Exclusive for {model}: {uplift} on the share."),
    (False, False, True): _("Exclusive in {market}: {uplift} on the share."),
    (True, True, False): _("Exclusive for {application} with {model}: {uplift} on the share."),
    (True, False, True): _("Exclusive for {application} in {market}: {uplift} on the share."),
    (False, True, True): _("Exclusive for {model} in {market}: {uplift} on the share."),
    (True, True, True): _("Exclusive for {application} with {model} in {market}: {uplift} on the share."),
}
_HELD = {
    "partner": _("The partner holds this right: no other agreement may serve the same."),
    "licensor": _("The licensor holds this right: the partner serves the same with no other models."),
}
_FROM = _("This right holds from {first} on.")
_FROM_TO = _("This right holds from {first} to {last}, both days included.")


def of_rule(rule: RateRule) -> str:
    return str(_RULE[_named(rule)]).format(**_names(rule))


def of_right(grant: ExclusivityGrant) -> list[str]:
    """Where it holds and what it adds; then when, and for whom."""
    where = str(_RIGHT[_named(grant)]).format(uplift=figures.added_percent(grant.uplift), **_names(grant))
    first = figures.day(grant.from_date)
    if grant.to_date is None:
        days = str(_FROM).format(first=first)
    else:
        days = str(_FROM_TO).format(first=first, last=figures.last_day(grant.to_date))
    return [where, days, str(_HELD[grant.holder])]


def _named(row: Scope) -> tuple[bool, bool, bool]:
    return row.application is not None, row.model is not None, row.market is not None


def _names(row: Scope) -> dict[str, str]:
    return {
        "application": figures.isolated(row.application or ""),
        "model": figures.isolated(row.model or ""),
        "market": figures.isolated(formats.country(row.market.code)) if row.market else "",
    }
