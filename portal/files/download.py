"""Hand a stored file to a person whom its room let through."""

from django.http import FileResponse

from portal.files.in_storage import open_forward
from portal.files.models import StoredFile
from portal.files.purposes import ALLOWED, FilePurpose, kind_by_name
from portal.files.readable import require_readable

SEALED = "sandbox; default-src 'none'"


def file_response(stored: StoredFile) -> FileResponse:
    """The bytes as an attachment under the name they came with; never shown in place, never run.

    Raises Refused `infected` or `not_scanned`, and OSError where the storage has lost them.
    """
    require_readable(stored)
    kind = kind_by_name(stored.name) if ALLOWED[FilePurpose(stored.purpose)].kinds else None
    response = FileResponse(
        open_forward(stored.content.name),
        as_attachment=True,
        filename=stored.name,
        content_type=kind.value if kind else "application/octet-stream",
    )
    response["Content-Length"] = stored.size
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SEALED
    response["Cache-Control"] = "private, no-store"
    return response
