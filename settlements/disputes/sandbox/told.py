"""Changed facts as a proposal keeps them, and in words for whoever reads them."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.web.templatetags.display import days, exact, isolated, money, percent
from settlements.disputes.sandbox.changes import (
    ADDED,
    ADDED_PLACE,
    CONTRIBUTION,
    GRANT,
    TIER,
    USAGE,
    Change,
    Document,
    issued_value,
    row_of,
)
from settlements.statements.names import Names

PLACE = ("application", "model", "market")
USAGE_FACTS = {
    "quantity": gettext_lazy("Quantity"),
    "gross_revenue": gettext_lazy("Gross revenue"),
    "deductions": gettext_lazy("Deductions"),
    "added_quantity": gettext_lazy("Added quantity"),
    "added_revenue": gettext_lazy("Added revenue"),
}
TIER_FACTS = {
    "rate": gettext_lazy("Rate in tier {tier} of {rule}"),
    "up_to": gettext_lazy("Upper end of tier {tier} of {rule}"),
    "flat": gettext_lazy("Flat fee of tier {tier} of {rule}"),
}


def told_change(document: Document, change: Change) -> Document:
    """With what was issued and what it is about, so that words need no input document."""
    row = row_of(document, change)
    return {
        **change.as_json(),
        "issued": issued_value(row, change.fact),
        "about": _about(document, change, row),
    }


def change_words(told: Document, currency: str, names: Names) -> SafeString:
    """`Quantity of … Germany: 1,250,000 instead of 1,200,000`; `currency`: the statement's."""
    return format_html(
        _("{what}: {now} instead of {issued}"),
        what=_what(told, names),
        now=value_words(told, told["to"], currency, names),
        issued=value_words(told, told["issued"], currency, names),
    )


def value_words(told: Document, value: str, currency: str, names: Names) -> Any:
    """A figure of the fact, in its unit or currency."""
    fact, about = told["fact"], told["about"]
    if fact in ("quantity", "added_quantity"):
        return format_html("{} {}", exact(value), names.of("unit", about["unit"]))
    if fact in USAGE_FACTS:
        return money(value, about["currency"])
    if is_percent(told):
        return percent(value)
    if fact == "up_to" and about["counts"] == "quantity":
        return format_html("{} {}", exact(value), names.of("unit", about.get("unit") or ""))
    return money(value, currency)


def is_percent(told: Document) -> bool:
    fact = told["fact"]
    return fact in (*GRANT, "points") or (fact == "rate" and told["about"]["charge"] == "percentage")


def _about(document: Document, change: Change, row: Document) -> Document:
    if change.fact in ADDED:
        return dict(zip(ADDED_PLACE, change.of, strict=True))
    if change.fact in USAGE:
        period = document["period"]
        whole = (row["from"], row["to"]) == (period["from"], period["to"])
        members = (*PLACE, "unit", "currency", *(() if whole else ("from", "to")))
        return {name: row[name] for name in members}
    if change.fact in TIER:
        version, rule = version_and_rule(document, change.of[0], change.of[1])
        return {
            "version": version["version"],
            "clause": rule.get("clause") or "",
            "charge": rule["charge"],
            "unit": rule.get("unit") or "",
            "counts": counts(rule),
            "tiers": len(rule["tiers"]),
        }
    return {"kind": row.get("kind") or "", "clause": row.get("clause") or ""}


def version_and_rule(document: Document, version: str, rule: str) -> tuple[Document, Document]:
    """Both named by a change that names something."""
    found = next(each for each in document["terms"] if str(each["version"]) == version)
    return found, next(each for each in found["rate_rules"] if each["id"] == rule)


def counts(rule: Document) -> str:
    """What the rule's tiers count: `quantity` or `base_amount`."""
    return rule.get("tier_metric") or ("base_amount" if rule["charge"] == "percentage" else "quantity")


def _what(told: Document, names: Names) -> SafeString:
    fact, about = told["fact"], told["about"]
    if fact in USAGE_FACTS:
        return format_html(_("{fact} of {place}"), fact=USAGE_FACTS[fact], place=place_words(about, names))
    if fact in TIER:
        rule = rule_words(told["of"][1], about["clause"])
        if about["tiers"] == 1 and fact == "rate":
            return format_html(_("Rate of {rule}"), rule=rule)
        return format_html(TIER_FACTS[fact], tier=exact(told["of"][2]), rule=rule)
    if fact in GRANT:
        return format_html(_("Uplift of the exclusive right {id}"), id=isolated(told["of"][1]))
    assert fact in CONTRIBUTION
    sentence = (
        _("Points of the contribution {id}") if fact == "points" else _("Credit of the contribution {id}")
    )
    return format_html(sentence, id=isolated(told["of"][0]))


def place_words(about: Document, names: Names) -> SafeString:
    """Application, model and market, and the days where the usage is not of all the period."""
    place = isolated(" · ".join(names.of(kind, about[kind]) for kind in PLACE))
    if "from" not in about:
        return place
    return format_html("{} ({})", place, days(about["from"], about["to"]))


def rule_words(rule: str, clause: str) -> SafeString:
    """The clause the parties know it by, else its id."""
    return format_html(_("clause {clause}"), clause=clause) if clause else isolated(rule)
