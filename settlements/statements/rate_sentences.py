"""Sentences for the steps from usage to a rate (FORMULA sections 2 to 5)."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.web.templatetags.display import day, exact
from settlements.statements.setting import Setting
from settlements.statements.working import Step

WINDOWS = {
    "period": gettext_lazy("this settlement period"),
    "quarter": gettext_lazy("this calendar quarter"),
    "year": gettext_lazy("this calendar year"),
    "term": gettext_lazy("the term of the agreement"),
}
FX_POLICIES = {
    "period_end": gettext_lazy("The terms take the rate of the period's last day, or the newest before it."),
    "usage_day": gettext_lazy("The terms take the rate of the day of usage, or the newest before it."),
    "period_average": gettext_lazy("The terms take the average rate of the period."),
}


def base(step: Step, setting: Setting):
    if not setting.percentage:
        return _("The price is per unit. The revenue of this usage is shown for information.")
    if "deductions" in step["inputs"]:
        return _("The terms share net revenue: gross revenue less deductions.")
    return _("The terms share gross revenue.")


def fx(step: Step, setting: Setting):
    inputs = step["inputs"]
    if "date" not in inputs and "average_of_days" not in inputs:
        return _("The revenue is in %(currency)s already.") % {"currency": setting.currency}
    names = {
        # Read from left to right in every script.
        "equation": format_html(
            '<bdi dir="ltr">1 {} = {} {}</bdi>',
            setting.line["currency"],
            exact(inputs["fx_rate"]),
            setting.currency,
        ),
        "policy": FX_POLICIES.get(setting.version.get("fx_policy", "period_end"), ""),
    }
    if "date" in inputs:
        return format_html(
            _("{equation} on {date} (source: {source}). {policy}"),
            date=day(inputs["date"]),
            source=inputs.get("source") or _("not named"),
            **names,
        )
    return format_html(
        _("{equation}, the average of {days} daily rates. {policy}"),
        days=exact(inputs["average_of_days"]),
        **names,
    )


def counter_opening(step: Step, setting: Setting):
    window = WINDOWS.get(step["inputs"].get("window"), "")
    if step["result"] == "0":
        return _("Tiers count over %(window)s. Nothing was counted in it before.") % {"window": window}
    return _("Tiers count over %(window)s. This much was counted in its earlier periods.") % {
        "window": window
    }


def counter_closing(step: Step, setting: Setting):
    return _("All usage that this rule rates in this period is added, that of other lines too.")


def tier(step: Step, setting: Setting):
    """One row of the tiers' table: which part of the count it is."""
    return tier_range(step["inputs"].get("above", "0"), step["inputs"].get("up_to"), setting)


def tier_range(above: str, up_to: str | None, setting: Setting):
    """A tier's part of the count in words; `up_to` None: no upper end."""
    if up_to is None:
        return format_html(_("above {above}"), above=setting.counted(above)) if above != "0" else _("all")
    if above == "0":
        return format_html(_("the first {up_to}"), up_to=setting.counted(up_to))
    return format_html(
        _("above {above}, up to {up_to}"), above=setting.counted(above), up_to=setting.counted(up_to)
    )


def tiers() -> str:
    return _(
        "Each tier's rate holds for the part of the count that lies in it. What this period adds to a tier "
        "is the tier's part now less its part before."
    )


def rate(step: Step, setting: Setting):
    inputs = step["inputs"]
    if "tiers" in inputs:
        return _("The sum of the tiers, divided by what was added to the count, is the rate of this period.")
    if len(setting.rule.get("tiers", ())) < 2:
        return _("The terms have one rate for all usage.")
    sentence = _("Nothing was added to the count, which stands in the last tier.")
    if inputs.get("up_to") is not None:
        sentence = _("Nothing was added to the count, which stands in the tier up to {up_to}.")
    if setting.rule.get("tier_mode") == "volume":
        sentence = _("The count stands in the last tier, whose rate holds for all usage.")
        if inputs.get("up_to") is not None:
            sentence = _("The count stands in the tier up to {up_to}, whose rate holds for all usage.")
    return format_html(sentence, up_to=setting.counted(inputs.get("up_to") or "0"))


def packages_charge(step: Step, setting: Setting):
    return format_html(
        _("Only whole packages of {per} are charged for the rule, a part of one counts as one."),
        per=exact(setting.rule.get("per", "1")),
    )
