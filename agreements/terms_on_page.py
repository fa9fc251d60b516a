"""A version of the terms as a page shows it: facts in words, rules with their tiers' bounds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.eligibility.licences import Licences
from agreements.models import RateRule, Version
from agreements.models.rules import Scope
from agreements.words.rule_in_words import rule_in_words
from portal.web import formats
from portal.web.templatetags import display

WINDOW_WORDS = {
    Version.Window.PERIOD: gettext_lazy("per settlement period"),
    Version.Window.QUARTER: gettext_lazy("per calendar quarter"),
    Version.Window.YEAR: gettext_lazy("per calendar year"),
    Version.Window.TERM: gettext_lazy("over the whole term"),
}


@dataclass(frozen=True, slots=True)
class TierRow:
    """`above` is the tier's lower bound, the tier before it ending there; None for the first."""

    above: Any
    up_to: Any
    rate: Any
    flat: Any


@dataclass(frozen=True, slots=True)
class RuleCard:
    """`flag`: why what the rule names should not be served; empty: no reason."""

    rule: RateRule
    scope: str
    tiers: list[TierRow]
    flag: str = ""

    def words(self) -> list[str]:
        """The rule in sentences; written when a page asks for them."""
        return rule_in_words(self.rule, self.rule.version)


def rule_cards(version: Version, rules: Sequence[RateRule]) -> list[RuleCard]:
    """Of rules of the version, flagged where its model is not licensed for its market on all its days."""
    if not any(rule.model_id and rule.market_id for rule in rules):
        return [rule_card(rule) for rule in rules]
    licences, end = Licences(), version.to_date or version.agreement.ends_date
    return [replace(rule_card(rule), flag=licences.flag_from(rule, version.from_date, end)) for rule in rules]


def facts(version: Version) -> list[tuple[str, Any]]:
    """What the version says beside its rules; absent members are named as absent."""
    currency = version.agreement.settlement_currency
    rows = [
        (_("Share is taken of"), version.get_base_display()),
        (
            _("Minimum guarantee"),
            _limit(version.guarantee_amount, version.guarantee_per, currency),
        ),
        (_("Cap"), _limit(version.cap_amount, version.cap_per, currency)),
        (_("Advance"), _advance(version, currency)),
        (_("Points from contributions"), _points_cap(version)),
        (_("Payout threshold"), display.money(version.payout_threshold, currency)),
        (_("Exchange rate"), version.get_fx_policy_display()),
        (_("Rounding"), version.get_rounding_display()),
    ]
    if version.agreement.collected_by == version.agreement.Party.LICENSOR:
        rows.insert(5, (_("Withholding tax"), display.percent(version.withholding_rate)))
    return rows


def scope_words(row: Scope) -> str:
    """`Search · all models · Indonesia`."""
    if row.application is None and row.model is None and row.market is None:
        return _("Everything")
    return " · ".join(
        [
            str(row.application or _("all applications")),
            str(row.model or _("all models")),
            formats.country(row.market.code) if row.market else _("all markets"),
        ]
    )


def rule_card(rule: RateRule) -> RuleCard:
    """The rule of a version as `versions_with_rules` read it."""
    currency = rule.version.agreement.settlement_currency
    rows, above = [], None
    percentage = rule.charge == RateRule.Charge.PERCENTAGE
    by_revenue = rule.tier_metric == RateRule.TierMetric.BASE_AMOUNT
    for tier in rule.tiers.all():
        up_to = None
        if tier.up_to is not None:
            up_to = display.money(tier.up_to, currency) if by_revenue else display.exact(tier.up_to)
        rate = display.percent(tier.rate) if percentage else display.money(tier.rate, currency)
        rows.append(TierRow(above, up_to, rate, display.money(tier.flat, currency) if tier.flat else None))
        above = up_to
    return RuleCard(rule, scope_words(rule), rows)


def counted(rule: RateRule) -> str:
    """What the tiers count, and over which time."""
    by_revenue = rule.tier_metric == RateRule.TierMetric.BASE_AMOUNT
    what = _("Revenue") if by_revenue else str(rule.unit)
    return format_html("{} {}", what, WINDOW_WORDS[rule.accumulate])


def _limit(amount, per: str, currency: str):
    if amount is None:
        return _("none")
    return format_html("{} {}", display.money(amount, currency), WINDOW_WORDS[per])


def _advance(version: Version, currency: str):
    if version.advance_amount is None:
        return _("none")
    rate = 1 if version.advance_recoup_rate is None else version.advance_recoup_rate
    return format_html(
        _("{amount}, recouped from {rate} of each period's earnings"),
        amount=display.money(version.advance_amount, currency),
        rate=display.percent(rate),
    )


def _points_cap(version: Version):
    if version.contribution_points_cap is None:
        return _("not limited")
    return format_html(_("at most {rate} up or down"), rate=display.percent(version.contribution_points_cap))
