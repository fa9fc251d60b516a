"""Take in a report's file."""

from typing import BinaryIO

from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event
from portal.files.in_storage import InStorage
from portal.files.keep_file import keep_file
from portal.files.models import StoredFile
from portal.files.store_file import store_file
from portal.notices.put_event import put_event
from portal.refused import Refused
from portal.web import formats
from usage.access import require_reporter
from usage.control_totals import ControlTotals
from usage.models import DialectVersion, Period, Report
from usage.periods.open_period import lock_period
from usage.require_receivable import GONE, require_receivable


def receive_report(
    *,
    by: User,
    agreement: Agreement,
    period: Period,
    reporter: str,
    content: BinaryIO | InStorage,
    name: str,
    correction: bool = False,
    replaces: Report | None = None,
    counter: bool = False,
    control_totals: ControlTotals | None = None,
    dialect: DialectVersion | None = None,
) -> Report:
    """Keep the bytes as they came, with their SHA-256, and queue the check.

    Any name and any bytes are taken. A closed period's report is taken too and becomes late when submitted.
    Bytes that lie in storage already stay there, also where they are refused: who put them there ends them.
    counter: of the side whose figures do not settle the period. dialect: its layout; None: the canonical one.
    Raises Refused: `not_in_force`, `bad_period`, `file_too_large`, `duplicate_file`, `not_replaceable`,
    `dialect_retired`;
    and Http404, PermissionDenied for those who do not report.
    """
    asked = {"by": by, "agreement": agreement, "label": period.label, "reporter": reporter}
    asked |= {"counter": counter, "replaces": replaces}
    require_receivable(**asked, size=_size_of(content))
    _require_spoken(dialect, agreement)
    stored = None
    try:
        with transaction.atomic():
            stored = _stored(content, name, agreement.partner, by)
            _require_terms_still_say_so(by, period, reporter, counter)
            require_new(agreement, reporter, stored)
            require_receivable(**asked, size=stored.size)
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
        if stored is not None and not isinstance(content, InStorage):
            default_storage.delete(stored.content.name)
        raise
    return report


def _size_of(content: BinaryIO | InStorage) -> int:
    return content.size if isinstance(content, InStorage) else content.seek(0, 2)


def _stored(content: BinaryIO | InStorage, name: str, partner: Partner, by: User) -> StoredFile:
    if isinstance(content, InStorage):
        return keep_file(held=content, partner=partner, stored_by=by)
    return store_file(content=content, name=name, folder="reports", partner=partner, stored_by=by)


def _require_terms_still_say_so(by: User, period: Period, reporter: str, counter: bool) -> None:
    """Under the lock that brings versions into force, which say whose period it is and how long."""
    agreement = Agreement.objects.select_for_update().get(pk=period.agreement_id)
    row = lock_period(period)
    require_reporter(by, agreement, reporter, row.from_date, counter=counter)


def _require_spoken(dialect: DialectVersion | None, agreement: Agreement) -> None:
    """Raises Http404 for another partner's dialect."""
    if dialect is None:
        return
    if dialect.partner_id != agreement.partner_id:
        raise Http404
    if dialect.dialect.retired_at is not None:
        sentence = _("The dialect “%(name)s” is no longer in use. Choose another one.")
        raise Refused("dialect_retired", sentence % {"name": dialect.dialect.name})


def require_new(agreement: Agreement, reporter: str, stored: StoredFile) -> None:
    """Raises Refused `duplicate_file` where the same bytes count, or may yet count, for this side.

    The other side may hand in the very same file: then both agree.
    """
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
