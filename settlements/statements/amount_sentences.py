"""Sentences for the steps from a rate to the amount of a line (FORMULA sections 4 to 8)."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.web.templatetags.display import exact as number
from portal.web.templatetags.display import percent
from settlements.statements.setting import Setting
from settlements.statements.working import Step

MODES = {
    "half_even": gettext_lazy("to the nearest, a half to the even digit"),
    "half_up": gettext_lazy("to the nearest, a half away from zero"),
}
PARTIES = {"licensor": gettext_lazy("the licensor"), "partner": gettext_lazy("the partner")}


def exclusivity(step: Step, setting: Setting):
    grants = step["inputs"].get("uplifts", [])
    if not grants:
        return _("No exclusive right covers this usage.")
    listed = format_html_join(", ", "{}", ((_grant(grant),) for grant in grants))
    if setting.percentage:
        return format_html(_("Exclusive rights raise the share: {grants}."), grants=listed)
    return format_html(_("Exclusive rights raise the price: {grants}."), grants=listed)


def _grant(grant: dict):
    names = {"id": grant["id"], "value": percent(grant["value"])}
    if grant.get("clause"):
        return format_html(_("{value} for {id} (clause {clause})"), clause=grant["clause"], **names)
    return format_html(_("{value} for {id}"), **names)


def contributions(step: Step, setting: Setting):
    points = step["inputs"].get("points", [])
    if not points:
        return _("No contribution of either side covers this usage.")
    listed = format_html_join(", ", "{}", ((_points(each, setting),) for each in points))
    sentence = _("Contributions to the models, those of the party that collects counted against: {points}.")
    if step["inputs"].get("cap") is not None:
        sentence = _(
            "Contributions to the models, those of the party that collects counted against: {points}; "
            "together never more than {cap} either way."
        )
    return format_html(sentence, points=listed, cap=percent(step["inputs"].get("cap")))


def _points(contribution: dict, setting: Setting):
    code = contribution["id"]
    kind = setting.contribution_kinds.get(code, "")
    names = {
        "value": percent(contribution["value"]),
        "id": setting.names.of("contribution", code),
        "party": PARTIES.get(contribution.get("party"), ""),
    }
    if kind in ("", code):
        return format_html(_("{value} for {id} by {party}"), **names)
    return format_html(
        _("{value} for {id} ({kind}) by {party}"), kind=setting.names.of("contribution", kind), **names
    )


def share(step: Step, setting: Setting):
    return _(
        "Rate, exclusive rights and contributions make the share; it is never less than nothing or more than "
        "all of the revenue."
    )


def exact(step: Step, setting: Setting):
    inputs, kind = step["inputs"], setting.line.get("kind")
    if kind == "tier_catch_up":
        return format_html(
            _(
                "A new tier was reached, and its rate holds for the whole window: what was counted before, "
                "{counted}, moves from {old} to {new}."
            ),
            counted=number(inputs["counted_before"]),
            old=setting.rate(inputs["rate_opening"]),
            new=setting.rate(inputs["rate_closing"]),
        )
    if kind == "flat_fee":
        return format_html(
            _("Tiers reached by now carry flat fees of {now}; {before} of them fell due before."),
            now=setting.money(inputs["flat_at_closing"]),
            before=setting.money(inputs["flat_at_opening"]),
        )
    if kind == "contribution_credit":
        sentence = _("A fixed amount of {amount} in every period, for a contribution made by {party}.")
        if step["result"].startswith("-"):
            sentence = _(
                "A fixed amount of {amount} in every period, for a contribution made by {party}, which "
                "collects the revenue and keeps so much more of it."
            )
        return format_html(
            sentence,
            amount=setting.money(inputs["amount"]),
            party=PARTIES.get(inputs.get("party"), ""),
        )
    if "packages_charge" in inputs:
        return _("The charge for whole packages is shared over the usage by quantity.")
    if setting.percentage:
        return _("The share of the revenue, with every decimal.")
    return _("The quantity at its price, with every decimal.")


def rounding_together(step: Step, setting: Setting):
    return format_html(
        _(
            "All lines of this rule together are rounded as one ({mode}), so that the lines add up to "
            "their sum."
        ),
        mode=MODES.get(step["inputs"].get("rounding"), ""),
    )


def rounding(step: Step, setting: Setting):
    inputs = step["inputs"]
    if "cut" not in inputs:
        return format_html(_("Rounded {mode}."), mode=MODES.get(inputs.get("rounding"), ""))
    if _is_zero(inputs.get("unit", "0")):
        return _(
            "This line's decimals are cut off. What was then missing from the rounded sum, if anything, went "
            "to lines that lost more by it."
        )
    return _(
        "This line's decimals are cut off, and it is given one of the smallest units then missing from the "
        "rounded sum: they go to the lines that lost most by it."
    )


def _is_zero(text: str) -> bool:
    return not text.strip("-0.")
