"""What a period's figures have come to, and what comes next."""

from dataclasses import dataclass, field

from django.db import models
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from agreements.operations.operations_on import with_operations
from usage.models import Declaration, Period, Report
from usage.periods.due_periods import DuePeriod, due_periods


class Status(models.TextChoices):
    DUE = "due", _("Due")
    RUNNING = "running", _("Running")
    CHECKING = "checking", _("Being checked")
    TO_SUBMIT = "to_submit", _("To be submitted")
    REFUSED = "refused", _("File refused")
    PARTLY = "partly", _("Not yet complete")
    RECEIVED = "received", _("Received")
    NIL = "nil", _("No usage")
    LATE = "late", _("Late")
    CLOSED = "closed", _("Closed without figures")


KINDS = {
    Status.DUE: "bad",
    Status.CHECKING: "info",
    Status.TO_SUBMIT: "warn",
    Status.REFUSED: "bad",
    Status.PARTLY: "warn",
    Status.RECEIVED: "good",
    Status.NIL: "good",
    Status.LATE: "warn",
}
OPEN_ENDED = {Status.DUE, Status.RUNNING, Status.REFUSED, Status.PARTLY, Status.CLOSED}
GONE = (Report.State.WITHDRAWN, Report.State.REPLACED)


@dataclass(frozen=True, slots=True)
class PeriodStatus:
    """A period with the reports that are not withdrawn or replaced, newest first.

    `counters`: the other side's counter-figures, of which the status knows nothing.
    """

    due: DuePeriod
    status: Status
    reports: list[Report]
    counters: list[Report] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Of its badge."""
        return KINDS.get(self.status, "neutral")

    @property
    def wants_file(self) -> bool:
        """Whether the next step is an upload."""
        return self.status in OPEN_ENDED

    @property
    def report(self) -> Report | None:
        """The report the next step is about, else the newest."""
        wanted = {
            Status.TO_SUBMIT: Report.State.CHECKED,
            Status.LATE: Report.State.LATE,
            Status.REFUSED: Report.State.REFUSED,
        }.get(self.status)
        return next((each for each in self.reports if each.state == wanted), None) or next(
            iter(self.reports), None
        )


def with_periods(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """The agreements with all that `status_of_periods` looks at, in few queries."""
    reports = Report.objects.exclude(state__in=GONE).select_related("file").defer("verdict").order_by("-pk")
    periods = Period.objects.prefetch_related("declarations", Prefetch("reports", reports))
    found = with_operations(agreements.select_related("partner"))
    return found.prefetch_related(Prefetch("periods", periods))


def status_of_periods(agreement: Agreement) -> list[PeriodStatus]:
    """The agreement's periods that began, oldest first."""
    return [_status(due) for due in due_periods(agreement=agreement)]


def _status(due: DuePeriod) -> PeriodStatus:
    if due.row is None:
        return PeriodStatus(due, Status.DUE if due.ended else Status.RUNNING, [])
    rows = [each for each in due.row.reports.all() if each.state not in GONE]
    reports = [each for each in rows if each.reporter == due.reporter and not each.counter]
    counters = [each for each in rows if each.counter]
    declared = {each.kind for each in due.row.declarations.all() if each.reporter == due.reporter}
    return PeriodStatus(due, _judge(due, declared, {each.state for each in reports}), reports, counters)


def _judge(due: DuePeriod, declared: set[str], states: set[str]) -> Status:
    if Report.State.LATE in states:
        return Status.LATE
    if Report.State.CHECKED in states:
        return Status.TO_SUBMIT
    if states & {Report.State.WAITING, Report.State.CHECKING}:
        return Status.CHECKING
    if declared:
        return Status.NIL if Declaration.Kind.NIL in declared else Status.RECEIVED
    if due.row.state != Period.State.OPEN:
        return Status.CLOSED
    if Report.State.SUBMITTED in states:
        return Status.PARTLY
    if Report.State.REFUSED in states:
        return Status.REFUSED
    return Status.DUE if due.ended else Status.RUNNING
