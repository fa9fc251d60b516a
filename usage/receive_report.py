"""Take in a report's file."""

from typing import BinaryIO

from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
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
from usage.models import Period, Report
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
) -> Report:
    """Keep the bytes as they came, with their SHA-256, and queue the check.

    Any name and any bytes are taken. A closed period's report is taken too and becomes late when submitted.
    Bytes that lie in storage already stay there, also where they are refused: who put them there ends them.
    Raises Refused: `not_in_force`, `bad_period`, `file_too_large`, `duplicate_file`, `not_replaceable`;
    and Http404, PermissionDenied for those who do not report.
    """
    asked = {"by": by, "agreement": agreement, "label": period.label, "reporter": reporter}
    require_receivable(**asked, size=_size_of(content), replaces=replaces)
    stored = None
    try:
        with transaction.atomic():
            stored = _stored(content, name, agreement.partner, by)
            _require_terms_still_say_so(by, period, reporter)
            _require_new(agreement, stored)
            require_receivable(**asked, size=stored.size, replaces=replaces)
            report = Report.objects.create(
                agreement=agreement,
                period=period,
                partner=agreement.partner,
                reporter=reporter,
                file=stored,
                correction=correction,
                replaces=replaces,
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


def _require_terms_still_say_so(by: User, period: Period, reporter: str) -> None:
    """Under the lock that brings versions into force, which say whose period it is and how long."""
    agreement = Agreement.objects.select_for_update().get(pk=period.agreement_id)
    row = lock_period(period)
    require_reporter(by, agreement, reporter, row.from_date)


def _require_new(agreement: Agreement, stored: StoredFile) -> None:
    same = Report.objects.filter(agreement=agreement, file__sha256=stored.sha256).exclude(state__in=GONE)
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
