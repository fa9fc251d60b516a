"""Names and sentences of the ladder's rungs (FORMULA section 7)."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.web.templatetags.display import day, exact, isolated, percent
from settlements.engine.result import RUNGS as RUNGS
from settlements.statements.setting import Setting
from settlements.statements.working import Step

NAMES = {
    "earned": gettext_lazy("Earned"),
    "guarantee_shortfall": gettext_lazy("Added to reach the minimum guarantee"),
    "cap_reduction": gettext_lazy("Cut off by the cap"),
    "contribution_credits": gettext_lazy("Fixed credits for contributions"),
    "recoupment": gettext_lazy("Recouped from the advance"),
    "adjustments": gettext_lazy("Adjustments"),
    "withholding": gettext_lazy("Tax withheld"),
    "opening_balance": gettext_lazy("Brought forward from before"),
    "net_due": gettext_lazy("Net due"),
    "due_now": gettext_lazy("Due now"),
    "carried_forward": gettext_lazy("Carried forward to the next statement"),
}
BECAUSE = {
    "no guarantee": gettext_lazy("The terms have no minimum guarantee."),
    "the window goes on": gettext_lazy("The minimum guarantee is settled in the last period of its window."),
    "no cap": gettext_lazy("The terms have no cap."),
    "no advance": gettext_lazy("The terms have no advance."),
    "no withholding": gettext_lazy("No tax is withheld."),
    "a receivable is never withheld from": gettext_lazy("No tax is withheld from what the partner pays."),
    "none": gettext_lazy("There were none in this period."),
    "tail": gettext_lazy("The agreement had ended before this period."),
}
ADJUSTMENTS = {
    "dispute": gettext_lazy("outcome of a dispute"),
    "correction": gettext_lazy("correction by the licensor"),
    "restatement": gettext_lazy("restatement of an earlier period"),
}
NAMED = 5
"""As many adjustments are named in a sentence."""


def rung_name(rung: str) -> str:
    return str(NAMES.get(rung, rung))


def rung_sentence(rung: str, steps: list[Step], setting: Setting):
    """Why the rung is what it is, from its first stored step; empty where nothing is known about it."""
    if not steps:
        return ""
    inputs = steps[0]["inputs"]
    if "because" in inputs:
        return BECAUSE.get(inputs["because"], inputs["because"])
    tell = _SENTENCES.get(rung)
    return tell(inputs, steps[-1]["result"], setting) if tell else ""


def _earned(inputs: dict, result: str, setting: Setting):
    return _("The sum of the lines that earn.")


def _guarantee_shortfall(inputs: dict, result: str, setting: Setting):
    return format_html(
        _("Guaranteed were {guarantee}; {before} were earned earlier in the window and {earned} now."),
        guarantee=setting.money(inputs["guarantee"]),
        before=setting.money(inputs["earned_before"]),
        earned=setting.money(inputs["earned"]),
    )


def _cap_reduction(inputs: dict, result: str, setting: Setting):
    return format_html(
        _("The cap is {cap}; {before} counted towards it earlier in its window and {now} count now."),
        cap=setting.money(inputs["cap"]),
        before=setting.money(inputs["counted_before"]),
        now=setting.money(inputs["counted_now"]),
    )


def _contribution_credits(inputs: dict, result: str, setting: Setting):
    return _("The sum of the lines that are such credits.")


def _recoupment(inputs: dict, result: str, setting: Setting):
    if not _is_nonzero(inputs["balance"]):
        return _("The advance is recouped in full.")
    return format_html(
        _("{rate} of {due}, never more than the {balance} of the advance that were still to be recouped."),
        rate=percent(inputs["recoup_rate"]),
        due=setting.money(inputs["due"]),
        balance=setting.money(inputs["balance"]),
    )


def _adjustments(inputs: dict, result: str, setting: Setting):
    posted = inputs["adjustments"]
    names = list(dict.fromkeys(each.get("reference") or each["id"] for each in posted))
    shown = ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    return format_html(
        _("Corrections posted: {count} ({names})."), count=exact(str(len(posted))), names=isolated(shown)
    )


def _withholding(inputs: dict, result: str, setting: Setting):
    return format_html(
        _("{rate} of {due}, the sum up to here."),
        rate=percent(inputs["withholding_rate"]),
        due=setting.money(inputs["due"]),
    )


def _net_due(inputs: dict, result: str, setting: Setting):
    return _("The sum of everything from what was earned to what was brought forward.")


def _opening_balance(inputs: dict, result: str, setting: Setting):
    if setting.carried_date:
        return format_html(
            _("Carried over from the former books, as they stood on {day}."), day=day(setting.carried_date)
        )
    if not _is_nonzero(result):
        return _("Nothing was carried forward to this statement.")
    return _("What the statement before carried forward.")


def _due_now(inputs: dict, result: str, setting: Setting):
    threshold = inputs.get("payout_threshold", "0")
    if _is_nonzero(result):
        if not _is_nonzero(threshold):
            return _("All of it is due.")
        return format_html(
            _("All of it is due: the payout threshold of {threshold} is reached."),
            threshold=setting.money(threshold),
        )
    if inputs["net_due"].startswith("-") or not _is_nonzero(inputs["net_due"]):
        return _("Nothing is due, because the net is not above zero.")
    return format_html(
        _("Nothing is due yet, because the payout threshold of {threshold} is not reached."),
        threshold=setting.money(threshold),
    )


def _carried_forward(inputs: dict, result: str, setting: Setting):
    if not _is_nonzero(result):
        return _("Nothing is left for the next statement.")
    return _("The next statement opens with this.")


def _is_nonzero(amount: str) -> bool:
    return bool(amount.strip("-0."))


_SENTENCES = {
    "earned": _earned,
    "guarantee_shortfall": _guarantee_shortfall,
    "cap_reduction": _cap_reduction,
    "contribution_credits": _contribution_credits,
    "recoupment": _recoupment,
    "adjustments": _adjustments,
    "withholding": _withholding,
    "opening_balance": _opening_balance,
    "net_due": _net_due,
    "due_now": _due_now,
    "carried_forward": _carried_forward,
}
