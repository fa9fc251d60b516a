"""What the page of one report shows."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.access import may_see_rates
from agreements.eligibility.unlicensed_usage import Used, unlicensed_usage
from agreements.sides import side_name
from portal.accounts.access import is_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from usage.access import may_report, why_not_report
from usage.audience import Audience
from usage.control_totals import compared_totals
from usage.erasure.erasure_on_page import erasure_on_page
from usage.forms import SubmitForm
from usage.late_words import late_words
from usage.lifecycle import REPORT
from usage.models import Period, Report
from usage.older_reports import older_reports
from usage.recheck_report import AGAIN
from usage.report_totals import totals_of
from usage.scan_first import waits_for_scanner
from usage.usage_of_period import counter_reports
from usage.verdict_text import file_sentences, groups_to_fix, warning_sentences
from usage.worth_a_look import worth_a_look

GONE = (Report.State.REFUSED, Report.State.WITHDRAWN)
ESTIMATED = (Report.State.CHECKED, Report.State.SUBMITTED)
UNFINISHED = (Report.State.WAITING, Report.State.CHECKING)
STATE_KINDS = {
    Report.State.WAITING: "info",
    Report.State.CHECKING: "info",
    Report.State.CHECKED: "warn",
    Report.State.REFUSED: "bad",
    Report.State.SUBMITTED: "good",
    Report.State.LATE: "warn",
}
PATIENT_AFTER = timedelta(seconds=10)
QUIET_AFTER = timedelta(seconds=15)


def report_page(*, report: Report, audience: Audience, reader: User, form: SubmitForm | None = None) -> dict:
    """The context of the report's page and of its fragment that follows the check."""
    unfinished = report.state in UNFINISHED
    context = audience.context(
        report=report,
        unfinished=unfinished,
        steps=steps_of(report),
        state_kind=STATE_KINDS.get(report.state, "neutral"),
        why_not=why_not_report(reader, report.agreement, report.period.from_date, counter=report.counter),
    )
    if unfinished:
        return context | progress_of(report)
    may = may_report(reader, report.agreement, report.period.from_date, counter=report.counter)
    closed = report.period.state != Period.State.OPEN and not report.counter
    counts_in_closed = closed and report.state == Report.State.SUBMITTED
    late, settled = report.state == Report.State.LATE, report.period.state == Period.State.SETTLED
    totals = totals_of(report) if report.accepted else None
    return context | {
        "file_sentences": file_sentences(report),
        "warnings": warning_sentences(report)
        + (worth_a_look(report=report, totals=totals) if totals else []),
        "unlicensed": _unlicensed(report) if report.accepted else [],
        "groups": groups_to_fix(report, audience, reader),
        "totals": totals,
        "beside": _beside(report),
        "control": compared_totals(report) if report.rows is not None else [],
        "countered": report.counter or counter_reports(period=report.period).exists(),
        "side": side_name(report.reporter, report.partner),
        "closed": closed,
        "late": late_words(report=report, staff=audience.is_staff),
        "sees_estimate": report.state in ESTIMATED
        and not report.counter
        and (not audience.is_staff or may_see_rates(reader)),
        "may_submit": may and report.state == Report.State.CHECKED and bool(report.accepted),
        "may_recheck": may and report.state in AGAIN and not report.erased_at,
        "may_withdraw": may
        and not counts_in_closed
        and Report.State.WITHDRAWN in REPORT.allowed(report.state),
        "may_replace": may
        and report.state in (Report.State.CHECKED, Report.State.SUBMITTED, Report.State.LATE),
        "may_admit": late and not settled and is_staff(reader, StaffRole.OPERATIONS),
        "may_restate": late and settled and is_staff(reader, StaffRole.FINANCE),
        "replacements": report.replacements.exclude(state__in=GONE).select_related("file"),
        "form": form or SubmitForm(report=report),
        **erasure_on_page(report=report, audience=audience, reader=reader),
    }


def _unlicensed(report: Report) -> list[str]:
    """What its accepted rows say of models where they are not licensed."""
    rows = report.buckets.values_list("model", "market", "from_date", "to_date").distinct()
    return unlicensed_usage(Used(*row) for row in rows)


def steps_of(report: Report) -> list[dict[str, str]]:
    """Upload → check → review → submit."""
    names = [_("Upload"), _("Check"), _("Review"), _("Submit")]
    done = {
        Report.State.WAITING: 1,
        Report.State.CHECKING: 1,
        Report.State.REFUSED: 1,
        Report.State.CHECKED: 2,
    }.get(report.state, 4 if report.submitted_at else 2)
    current = "failed" if report.state == Report.State.REFUSED else "current"
    if report.state in (Report.State.WITHDRAWN, Report.State.REPLACED):
        current = "coming"
    return [
        {"text": name, "state": "done" if at < done else current if at == done else "coming"}
        for at, name in enumerate(names)
    ]


def progress_of(report: Report) -> dict[str, Any]:
    """Bytes, rows, rows per second, time left; `every` is when to look again.

    quiet: nothing was heard of the check for a while, so that nobody knows how long it takes.
    """
    now = timezone.now()
    waited = now - report.uploaded_at
    answer: dict[str, Any] = {
        "every": "300ms" if waited < PATIENT_AFTER else "2s",
        "not_scanned": waits_for_scanner(report),
    }
    started = report.check_started_at
    if report.state != Report.State.CHECKING or started is None or not report.bytes_seen:
        return answer
    seconds = Decimal(max((now - started).total_seconds(), 0.001))
    share = Decimal(report.bytes_seen) / Decimal(max(report.file.size, 1))
    answer["percent"] = int(min(share, Decimal(1)) * 100)
    if report.progress_at and now - report.progress_at > QUIET_AFTER:
        return {**answer, "quiet": True}
    answer["rows_per_second"] = int(report.rows_seen / seconds)
    if Decimal("0.05") < share < 1 and seconds > 2:
        answer["seconds_left"] = max(1, int(seconds * (1 - share) / share))
    return answer


def _beside(report: Report) -> list[Report]:
    """Submitted reports of the same period and side: they add up with this one."""
    same = {"reporter": report.reporter, "counter": report.counter}
    others = report.period.reports.filter(**same, state=Report.State.SUBMITTED)
    return list(
        others.exclude(pk__in=[report.pk, *older_reports(report)]).select_related("file").order_by("pk")
    )
