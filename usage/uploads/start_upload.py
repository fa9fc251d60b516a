"""Begin to take a file in pieces."""

from datetime import timedelta

from django.utils import timezone

from agreements.models import Agreement
from portal.accounts.models import User
from portal.files.store_file import printable_name
from usage.models import Report, Upload
from usage.periods.open_period import open_period
from usage.require_receivable import require_receivable
from usage.uploads.end_upload import end_upload
from usage.uploads.fault import Fault

LIFE = timedelta(hours=24)
OPEN_AT_ONCE = 10


def start_upload(
    *,
    by: User,
    agreement: Agreement,
    label: str,
    reporter: str,
    counter: bool,
    replaces: Report | None,
    name: str,
    size: int,
    metadata: str,
) -> Upload:
    """The row; no byte is there yet. Raises as require_receivable does.

    Of a person's open uploads the oldest beyond OPEN_AT_ONCE end: nobody fills the disk with beginnings.
    """
    require_receivable(
        by=by,
        agreement=agreement,
        label=label,
        reporter=reporter,
        size=size,
        replaces=replaces,
        counter=counter,
    )
    # Made now: with the last byte it would hold the agreement's lock while gigabytes are hashed.
    open_period(agreement=agreement, label=label)
    upload = Upload.objects.create(
        partner=agreement.partner,
        agreement=agreement,
        person=by,
        replaces=replaces,
        name=printable_name(name),
        metadata=metadata,
        size=size,
        expires_at=timezone.now() + LIFE,
    )
    own = Upload.objects.filter(person=by, report__isnull=True, refusal__isnull=True)
    for old in own.order_by("-started_at")[OPEN_AT_ONCE:]:
        try:
            end_upload(upload=old)
        except Fault:
            continue  # somebody writes it just now; it ends with the next
    return upload
