"""What becomes of a report of a closed period, said to who can do something about it."""

from django.utils.translation import gettext as _

from usage.models import Period, Report


def late_words(*, report: Report, staff: bool) -> str:
    """Of one that waits as late, or that would if it were submitted now; empty where neither is so."""
    waits = report.state == Report.State.LATE
    if waits and staff:
        return _("This report was submitted after its period was closed, and waits as late.") + _next(report)
    if waits:
        return _(
            "The period was closed when this report was submitted. It waits as late: the licensor reopens "
            "the period or restates it."
        )
    if report.state != Report.State.CHECKED or report.counter or report.period.state == Period.State.OPEN:
        return ""
    if staff:
        return _("The period is closed. If you submit this report, it waits as late.") + _next(report)
    return _(
        "The period is closed. If you submit this report, it waits as late until the licensor reopens the "
        "period or restates it. Nothing is lost."
    )


def _next(report: Report) -> str:
    """What the licensor's own people do."""
    match report.period.state:
        case Period.State.SETTLED:
            sentence = _(
                "The period is settled: finance can restate it, and the restatement takes this report in."
            )
        case Period.State.CLOSED:
            sentence = _(
                "The period is closed for the approval of its run. Send the run back or cancel it, and the "
                "period is open again; operations then lets this report count."
            )
        case _:
            sentence = _("The period is open again: operations can let this report count.")
    return f" {sentence}"
