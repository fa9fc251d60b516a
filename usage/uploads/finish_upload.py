"""Make a report of an upload that is whole."""

from collections.abc import Callable
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from portal.files.appended import appending
from portal.files.in_storage import InStorage
from portal.refused import Refused
from usage.models import Report, Upload
from usage.uploads.locked import locked


@transaction.atomic
def finish_upload(*, upload: Upload, take_in: Callable[[InStorage], Report]) -> Upload:
    """The row with its report, or with why there is none; whoever asks again is told the same.

    `take_in` makes the report, in the transaction that writes down whose it is: one, whatever breaks. Of a
    file that is refused nothing stays. Raises Gone; and Fault: 423 while another call is at it.
    """
    row = locked(upload)
    if not row.is_open:
        return row
    appending().finish(row.path, row.size, row.kept)
    try:
        with transaction.atomic():
            row.report = take_in(InStorage(row.path, row.name, row.size))
    except (Refused, PermissionDenied, Http404) as why:
        row.refusal = _told(why)
        transaction.on_commit(partial(appending().drop, row.path))
    row.save(update_fields=["report", "refusal"])
    return row


def _told(why: Exception) -> dict[str, str]:
    if isinstance(why, Refused):
        return {"code": why.code, "sentence": why.sentence}
    sentence = str(why) if isinstance(why, PermissionDenied) else ""
    return {"code": "not_yours", "sentence": sentence or _("You may not report for this agreement any more.")}
