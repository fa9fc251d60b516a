"""One request at a time writes an upload."""

from usage.models import Upload
from usage.uploads.fault import Fault


def locked(upload: Upload) -> Upload:
    """The row as it is now, locked until the transaction ends.

    Raises Fault: 423 while another one writes it.
    """
    rows = Upload.objects.select_for_update(skip_locked=True, of=("self",))
    found = rows.select_related("replaces__period").filter(pk=upload.pk).first()
    if found is None:
        raise Fault(423, "locked", "Another request writes this upload. Ask for its offset in a moment.")
    return found
