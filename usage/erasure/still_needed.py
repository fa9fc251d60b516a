"""Whether a report's rows are still needed; the rooms above answer for what they made of them."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from portal.refused import Refused
from portal.web import formats
from usage.models import Period, Report

State = Report.State
_questions: list[Callable[[Report], str]] = []


def ask_also(question: Callable[[Report], str]) -> None:
    """`question(report)` gives the sentence that says what for, or nothing."""
    if question not in _questions:
        _questions.append(question)


def still_needed(report: Report) -> str:
    """What for, and until when, in a sentence; empty where the rows may go."""
    if report.state in (State.WAITING, State.CHECKING, State.CHECKED):
        return _("This report is not submitted yet. Withdraw it first; then its rows can be erased.")
    if report.state == State.LATE:
        return _("This report waits as late. Its rows are needed until it is let in, or withdrawn.")
    if report.state == State.SUBMITTED and report.period.state != Period.State.SETTLED:
        sentence = _(
            "This report counts for %(period)s, which is not settled yet. Its rows can be erased once the "
            "statement is issued and can no longer be disputed."
        )
        return sentence % {"period": formats.period(report.period.label)}
    return next((said for question in _questions if (said := question(report))), "")


def require_erasable(report: Report) -> None:
    """Raises Refused `rows_needed`."""
    if sentence := still_needed(report):
        raise Refused("rows_needed", sentence)
