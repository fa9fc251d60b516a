"""End an upload before it is a report."""

from django.db import transaction

from portal.files.appended import appending
from usage.models import Upload
from usage.uploads.fault import Fault
from usage.uploads.locked import locked


@transaction.atomic
def end_upload(*, upload: Upload) -> None:
    """Its bytes and its row go. Raises Fault: 409 once it is a report, 423 while another call writes it."""
    row = locked(upload)
    if row.report_id is not None:
        raise Fault(409, "finished", "The upload is a report already: withdraw that.")
    # First the bytes: a row without them is ended again, bytes without a row are never found.
    appending().drop(row.path)
    row.delete()
