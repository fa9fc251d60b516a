"""The rule of the terms a line was rated by, from the stored input document, in words."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.web.templatetags.display import exact, money, percent
from settlements.statements.rate_sentences import WINDOWS, tier_range
from settlements.statements.setting import Setting

EVERYWHERE = {
    "application": gettext_lazy("all applications"),
    "model": gettext_lazy("all models"),
    "market": gettext_lazy("all markets"),
}
MODES = {
    "graduated": gettext_lazy("Graduated: each tier's rate for the part inside it"),
    "volume": gettext_lazy("Volume: the rate of the tier that is reached, for all"),
}


def rule_facts(setting: Setting) -> list[tuple[str, Any]]:
    """Name and value pairs for `elements/facts.html`; empty for a line that no rule rated."""
    rule, version = setting.rule, setting.version
    if not rule:
        return []
    facts = [
        (_("Clause"), rule.get("clause") or _("not named")),
        (_("Rule"), format_html("<bdi>{}</bdi>", rule["id"])),
        (_("Version of the terms"), exact(str(version["version"]))),
        (_("Applies to"), scope_words(rule, setting)),
        (_("What is charged"), _charge(setting)),
    ]
    if len(rule.get("tiers", [])) > 1:
        facts.append((_("Tiers"), MODES.get(rule.get("tier_mode", "graduated"), "")))
        facts.append((_("Tiers count over"), WINDOWS.get(rule.get("accumulate", "period"), "")))
    return facts


def scope_words(rule: dict[str, Any], setting: Setting) -> str:
    """Application, model and market, each named or all."""
    return ", ".join(
        str(everywhere) if rule.get(kind, "*") == "*" else setting.names.of(kind, rule[kind])
        for kind, everywhere in EVERYWHERE.items()
    )


def rule_tiers(setting: Setting) -> list[dict[str, Any]]:
    """The tiers as agreed: range, rate, flat fee; empty where there is but one without a fee."""
    tiers = setting.rule.get("tiers", [])
    if len(tiers) < 2 and not any(tier.get("flat") for tier in tiers):
        return []
    lower_ends = ["0", *(tier.get("up_to") for tier in tiers)]
    return [
        {
            "range": tier_range(above, tier.get("up_to"), setting),
            "rate": percent(tier["rate"]) if setting.percentage else setting.money(tier["rate"]),
            "flat": money(tier["flat"], setting.currency) if tier.get("flat") else "",
        }
        for above, tier in zip(lower_ends, tiers, strict=False)
    ]


def _charge(setting: Setting):
    if setting.percentage:
        gross = setting.version.get("base") == "gross_revenue"
        return _("A share of gross revenue") if gross else _("A share of net revenue")
    return _("A price per unit")
