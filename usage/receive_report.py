"""Take in a report's file."""

from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.files.models import StoredFile
from portal.files.store_file import store_file
from portal.notices.put_event import put_event
from portal.refused import Refused
from portal.web import formats
from usage.access import require_reporter
from usage.control_totals import ControlTotals
from usage.models import DialectVersion, Period, Report
from usage.periods.open_period import lock_period

GONE = (Report.State.REFUSED, Report.State.WITHDRAWN, Report.State.REPLACED)


def receive_report(
    *,
    by: User,
    agreement: Agreement,
    period: Period,
    reporter: str,
    content: BinaryIO,
    name: str,
    correction: bool = False,
    replaces: Report | None = None,
    counter: bool = False,
    control_totals: ControlTotals | None = None,
    dialect: DialectVersion | None = None,
) -> Report:
    """Keep the bytes as they came, with their SHA-256, and queue the check.

    Any name and any bytes are taken. A closed period's report is taken too and becomes late when submitted.
    `counter`: counter-figures, by the side whose figures do not settle the period.
    dialect: the layout it is read in; None: the canonical one.
    Raises Refused: `not_in_force`, `bad_period`, `file_too_large`, `duplicate_file`, `not_replaceable`,
    `dialect_retired`;
    and Http404, PermissionDenied for those who do not report.
    """
    require_reporter(by, agreement, reporter, period.from_date, counter=counter)
    _require_in_force(agreement)
    _require_size(content)
    _require_spoken(dialect, agreement)
    stored = None
    try:
        with transaction.atomic():
            stored = store_file(
                content=content, name=name, folder="reports", partner=agreement.partner, stored_by=by
            )
            _require_terms_still_say_so(by, period, reporter, counter)
            _require_new(agreement, reporter, stored)
            _require_replaceable(replaces, agreement, period, reporter)
            report = Report.objects.create(
                agreement=agreement,
                period=period,
                partner=agreement.partner,
                reporter=reporter,
                file=stored,
                counter=counter,
                correction=correction,
                control_totals=control_totals.as_json() if control_totals else {},
                replaces=replaces,
                dialect=dialect,
                uploaded_by=by,
            )
            put_event(event="report.received", args=[report.pk], partner=agreement.partner)
            record_event(
                event="report.received",
                subject=f"report {report.pk}",
                actor=by,
                partner=agreement.partner,
                details={
                    "agreement": agreement.number,
                    "period": period.label,
                    "file": stored.name,
                    "sha256": stored.sha256,
                    "counter": counter,
                    **({"dialect": dialect.dialect.code, "version": dialect.number} if dialect else {}),
                },
            )
    except OperationalError:
        # The connection may have broken after the commit; then the row names the file.
        raise
    except BaseException:
        if stored is not None:
            default_storage.delete(stored.content.name)
        raise
    return report


def _require_terms_still_say_so(by: User, period: Period, reporter: str, counter: bool) -> None:
    """Under the lock that brings versions into force, which say whose period it is and how long."""
    agreement = Agreement.objects.select_for_update().get(pk=period.agreement_id)
    row = lock_period(period)
    require_reporter(by, agreement, reporter, row.from_date, counter=counter)


def _require_in_force(agreement: Agreement) -> None:
    if agreement.state == Agreement.State.DRAFT:
        sentence = _("Agreement %(number)s is not in force yet. Upload again once its terms are approved.")
        raise Refused("not_in_force", sentence % {"number": agreement.number})


def _require_size(content: BinaryIO) -> None:
    content.seek(0, 2)
    if content.tell() > settings.USAGE_MAX_BYTES:
        sentence = _(
            "The file has %(size)s; at most %(limit)s are taken. Split it into several reports: they add up."
        )
        sizes = {
            "size": formats.filesize(content.tell()),
            "limit": formats.filesize(settings.USAGE_MAX_BYTES),
        }
        raise Refused("file_too_large", sentence % sizes)


def _require_spoken(dialect: DialectVersion | None, agreement: Agreement) -> None:
    """Raises Http404 for another partner's dialect."""
    if dialect is None:
        return
    if dialect.partner_id != agreement.partner_id:
        raise Http404
    if dialect.dialect.retired_at is not None:
        sentence = _("The dialect “%(name)s” is no longer in use. Choose another one.")
        raise Refused("dialect_retired", sentence % {"name": dialect.dialect.name})


def _require_new(agreement: Agreement, reporter: str, stored: StoredFile) -> None:
    """The other side may hand in the very same file: then both agree."""
    own = Report.objects.filter(agreement=agreement, reporter=reporter).exclude(state__in=GONE)
    same = own.filter(file__sha256=stored.sha256)
    earlier = same.select_related("period", "file").order_by("pk").first()
    if earlier is None:
        return
    sentence = _(
        "This very file is already here: report %(number)s for %(period)s (“%(name)s”), uploaded on "
        "%(date)s. Nothing was counted twice. Upload another file, or withdraw that report first."
    )
    raise Refused(
        "duplicate_file",
        sentence
        % {
            "number": earlier.pk,
            "period": formats.period(earlier.period.label),
            "name": earlier.file.name,
            "date": formats.instant(earlier.uploaded_at, agreement.time_zone),
        },
    )


def _require_replaceable(old: Report | None, agreement: Agreement, period: Period, reporter: str) -> None:
    if old is None:
        return
    belongs = (old.agreement_id, old.period_id, old.reporter) == (agreement.pk, period.pk, reporter)
    counts = old.state in (Report.State.CHECKED, Report.State.SUBMITTED, Report.State.LATE)
    if not (belongs and counts):
        sentence = _("Report %(number)s cannot be replaced here. Upload the file as a report of its own.")
        raise Refused("not_replaceable", sentence % {"number": old.pk})
    taken = old.replacements.exclude(state__in=GONE).first()
    if taken is not None:
        sentence = _(
            "Report %(number)s is already being replaced by report %(other)s. Withdraw that one first."
        )
        raise Refused("not_replaceable", sentence % {"number": old.pk, "other": taken.pk})
