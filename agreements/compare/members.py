"""What a version, a rule and a right say, each member by its name, as a page shows it."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from agreements.contributions.worth import worth
from agreements.models import ExclusivityGrant, Obligation, RateRule, Tier, Version
from agreements.terms_on_page import counted, facts, rule_card, scope_words
from portal.web import formats
from portal.web.templatetags import display


def version_members(version: Version) -> list[tuple[str, Any]]:
    return [
        (_("In force"), display.days(version.from_date, version.to_date)),
        *facts(version),
    ]


def rule_members(rule: RateRule) -> list[tuple[str, Any]]:
    """The rule's choices, then its tiers one by one."""
    card = rule_card(rule)
    members = [
        (_("Scope"), card.scope),
        (_("Clause"), rule.clause or None),
        (_("What is charged"), rule.get_charge_display()),
        (_("Unit"), str(rule.unit) if rule.unit else None),
    ]
    if rule.charge == RateRule.Charge.PER_UNIT:
        members.append((_("Price for each"), display.exact(rule.per)))
        members.append((_("Whole packages only"), _("yes") if rule.whole_packages else _("no")))
    members += [
        (_("Tiers are"), rule.get_tier_mode_display()),
        (_("Tiers count"), counted(rule)),
        (_("Earlier periods are rated anew"), _("yes") if rule.retroactive else _("no")),
    ]
    for number, tier in enumerate(card.tiers, start=1):
        members.append((_("Tier %(number)s") % {"number": number}, _tier(tier)))
    return members


def rule_columns(rule: RateRule) -> tuple[Any, ...]:
    """All that is stored of a rule and its tiers: where this is equal, so is every member."""
    return (_columns(rule), [_columns(tier) for tier in rule.tiers.all()])


def grant_members(grant: ExclusivityGrant) -> list[tuple[str, Any]]:
    return [
        (_("Scope"), scope_words(grant)),
        (_("Days"), display.days(grant.from_date, grant.to_date)),
        (_("Clause"), grant.clause or None),
        (_("Held by"), grant.get_holder_display()),
        (_("Added to the share"), display.percent(grant.uplift)),
    ]


def _columns(row: RateRule | Tier) -> list[Any]:
    owners = ("id", "version_id", "rule_id")
    return [value for name, value in vars(row).items() if name not in owners and not name.startswith("_")]


def _tier(tier) -> Any:
    if tier.up_to is None:
        bound = _("and above") if tier.above is not None else _("all")
    else:
        bound = format_html(_("up to {bound}"), bound=tier.up_to)
    if tier.flat is None:
        return format_html("{}: {}", bound, tier.rate)
    return format_html(_("{bound}: {rate}, flat fee {fee}"), bound=bound, rate=tier.rate, fee=tier.flat)


def tariff_members(version: Version) -> list[tuple[str, Any]]:
    currency = version.agreement.settlement_currency
    return [(row.name, worth(row, currency)) for row in version.tariff.all()]


def obligation_members(version: Version) -> list[tuple[str, Any]]:
    """All that an obligation says, in one value: a difference shows both in full."""
    return [(row.title, _obligation(row)) for row in version.obligations.all()]


def _obligation(row: Obligation) -> str:
    hours = _("within %(hours)s hours") % {"hours": row.hours} if row.hours else ""
    facts = [row.get_party_display(), row.get_recurrence_display(), formats.day(row.first_due_date), hours]
    facts += [scope_words(row), row.get_consequence_display(), row.text]
    return " · ".join(filter(None, map(str, facts)))
