"""Say, attested, that a period's figures are complete, or that there was no usage."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from usage.access import require_reporter
from usage.models import Declaration, Period, Report
from usage.periods.open_period import lock_period

COUNTS = Report.State.SUBMITTED
UNDER_WAY = (Report.State.WAITING, Report.State.CHECKING, Report.State.CHECKED)


def declare_period(*, period: Period, reporter: str, kind: str, by: User, attestation: str) -> Declaration:
    """`kind` is Declaration.Kind; a second declaration takes the place of the first.

    Raises PermissionDenied and Http404 as `require_reporter`; Refused: `bad_period`,
    `not_attested`, `period_closed`, `has_reports` (nil), `no_reports` (complete).
    """
    require_reporter(by, period.agreement, reporter, period.from_date)
    if not attestation.strip():
        raise Refused("not_attested", _("Confirm the statement about your figures, then send it again."))
    with transaction.atomic():
        row = lock_period(period)
        require_reporter(by, row.agreement, reporter, row.from_date)
        _require_open(row, reporter)
        _require_fitting_reports(row, reporter, kind)
        return write_declaration(period=row, reporter=reporter, kind=kind, by=by, attestation=attestation)


def write_declaration(*, period: Period, reporter: str, kind: str, by: User, attestation: str) -> Declaration:
    """Inside the transaction of an act that checked it."""
    declaration, _made = Declaration.objects.update_or_create(
        period=period,
        reporter=reporter,
        defaults={
            "partner_id": period.partner_id,
            "kind": kind,
            "attestation": attestation,
            "declared_by": by,
        },
    )
    if kind == Declaration.Kind.NIL:
        put_event(
            event="period.declared_nil", args=[period.agreement_id, period.label], partner=period.partner
        )
    _record("period.declared", declaration, by)
    return declaration


def nil_of(period: Period) -> Declaration | None:
    """The word of the side whose figures settle it that there was no usage."""
    return period.declarations.filter(kind=Declaration.Kind.NIL).select_related("declared_by").first()


def lift_nil(*, period: Period, reporter: str, by: User) -> None:
    """Usage was submitted after all: a declaration of none no longer holds."""
    lift_declaration(period=period, reporter=reporter, by=by, kinds=[Declaration.Kind.NIL])


def lift_declaration(*, period: Period, reporter: str, by: User, kinds) -> None:
    """Take back a declaration that no longer holds; the audit trail keeps it."""
    declaration = period.declarations.filter(reporter=reporter, kind__in=kinds).first()
    if declaration is not None:
        _record("period.undeclared", declaration, by)
        declaration.delete()


def _record(event: str, declaration: Declaration, by: User) -> None:
    period = declaration.period
    record_event(
        event=event,
        subject=f"{period.agreement.number} {period.label}",
        actor=by,
        partner=period.partner,
        details={"kind": declaration.kind, "attestation": declaration.attestation},
    )


def _require_open(period: Period, reporter: str) -> None:
    if period.state != Period.State.OPEN:
        asking = _(
            "Period %(label)s is closed; what was declared stands. Ask the licensor to reopen it, "
            "or upload a report: it will wait as late."
        )
        own = _(
            "Period %(label)s is closed; what was declared stands. Send its run back or cancel it to open "
            "the period again, or upload a report: it will wait as late."
        )
        sentence = own if reporter == Agreement.Party.LICENSOR else asking
        raise Refused("period_closed", sentence % {"label": period.label})


def _require_fitting_reports(period: Period, reporter: str, kind: str) -> None:
    own = period.reports.filter(reporter=reporter)
    if kind == Declaration.Kind.COMPLETE and not own.filter(state=COUNTS).exists():
        sentence = _("No report of %(label)s is submitted. Submit one, or declare that there was no usage.")
        raise Refused("no_reports", sentence % {"label": period.label})
    if kind == Declaration.Kind.NIL and own.filter(state__in=[COUNTS, *UNDER_WAY]).exists():
        sentence = _("There are reports for %(label)s. Withdraw them first, or declare the period complete.")
        raise Refused("has_reports", sentence % {"label": period.label})
