"""Stored steps in words and numbers. Nothing is computed here: a step unknown to us is shown as it stands."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.web.templatetags.display import exact as number
from portal.web.templatetags.display import money, percent
from settlements.statements import amount_sentences, rate_sentences
from settlements.statements.setting import Setting
from settlements.statements.working import RATIOS, Step, working

TITLES = {
    "base": gettext_lazy("Revenue"),
    "fx": gettext_lazy("Exchange rate"),
    "counter_opening": gettext_lazy("Counted before"),
    "counter_closing": gettext_lazy("Counted by now"),
    "tier": gettext_lazy("Tiers"),
    "rate": gettext_lazy("Rate"),
    "packages_charge": gettext_lazy("Whole packages"),
    "exclusivity": gettext_lazy("Exclusive rights"),
    "contributions": gettext_lazy("Contributions"),
    "share": gettext_lazy("Share"),
    "exact": gettext_lazy("Exact amount"),
    "rounding_together": gettext_lazy("Rounding of the rule"),
    "rounding": gettext_lazy("Rounding"),
}
SENTENCES = {
    name: getattr(module, name)
    for module in (rate_sentences, amount_sentences)
    for name in TITLES
    if hasattr(module, name) and name != "tier"
}
LINE_MONEY = ("base", "gross_revenue", "deductions")
HOME_MONEY = (
    "base_settlement",
    "tiers",
    "packages_charge",
    "flat_at_closing",
    "flat_at_opening",
    "amount",
    "exact_of_all_lines",
    "cut",
    "unit",
)


@dataclass(slots=True)
class Explained:
    """One step for reading: `working` `relation` `result`.

    `rows`: part, rate, working and result of each tier; `stored`: what the document keeps.
    """

    name: str
    title: str
    sentence: Any = ""
    working: Any = ""
    result: Any = ""
    relation: str = "="
    rows: list[dict[str, Any]] = field(default_factory=list)
    stored: list[Step] = field(default_factory=list)


def explain_steps(steps: list[Step], setting: Setting) -> list[Explained]:
    """In their order; the steps of tiers that follow each other become one with a row for each."""
    told: list[Explained] = []
    for step in steps:
        if step["name"] == "tier":
            if not told or told[-1].name != "tier":
                told.append(Explained("tier", str(TITLES["tier"]), rate_sentences.tiers()))
            told[-1].rows.append(_tier_row(step, setting))
            told[-1].stored.append(step)
        else:
            told.append(_explain(step, setting))
    return told


def _explain(step: Step, setting: Setting) -> Explained:
    name = step["name"]
    tell = SENTENCES.get(name)
    return Explained(
        name=name,
        title=str(TITLES.get(name, name)),
        sentence=tell(step, setting) if tell else _("This step is shown as it was stored."),
        working=_working(step, setting),
        result=_result(step, setting),
        relation="→" if name == "rounding_together" else "=",
        stored=[step],
    )


def _working(step: Step, setting: Setting):
    """Empty where it would only repeat the result."""
    if step["name"] == "rounding" and "cut" not in step["inputs"]:
        return ""
    if step["name"] == "rounding_together":
        return setting.money(step["inputs"]["exact_of_all_lines"])
    if step["name"] == "fx" and len(step["inputs"]) == 2:
        return ""
    return _numbers_in(step, setting)


def _numbers_in(step: Step, setting: Setting):
    foreign = setting.line.get("currency") or ""
    currencies = dict.fromkeys(HOME_MONEY, setting.currency) | dict.fromkeys(LINE_MONEY, foreign)
    ratios = RATIOS | ({"rate", "rate_closing", "rate_opening"} if setting.percentage else set())
    if step["name"] in RATIOS:
        ratios |= {"points", "uplifts"}
    if not setting.percentage:
        currencies |= dict.fromkeys(("rate", "rate_closing", "rate_opening"), setting.currency)
    return working(step, ratios=ratios, currencies=currencies)


def _result(step: Step, setting: Setting):
    name, value = step["name"], step["result"]
    if name == "base":
        return money(value, setting.line["currency"])
    if name in RATIOS:
        return percent(value)
    if name == "rate":
        return percent(value) if setting.percentage else setting.money(value)
    if name.startswith("counter"):
        return setting.counted(value)
    return setting.money(value) if name in TITLES else number(value)


def _tier_row(step: Step, setting: Setting) -> dict[str, Any]:
    return {
        "part": rate_sentences.tier(step, setting),
        "rate": percent(step["inputs"]["rate"])
        if setting.percentage
        else setting.money(step["inputs"]["rate"]),
        "working": _numbers_in(step, setting),
        "result": setting.money(step["result"]),
    }
