"""Keep a file handed in as evidence."""

from django.core.files import File

from portal.accounts.models import Partner, User
from portal.files.models import FilePurpose, StoredFile
from portal.files.store_file import store_file


def store_evidence(*, file: File, partner: Partner, by: User) -> StoredFile:
    """Inside the act's transaction. Raises Refused: what `store_file` says of the file."""
    return store_file(
        content=file,
        name=file.name or "",
        folder="evidence",
        partner=partner,
        stored_by=by,
        purpose=FilePurpose.EVIDENCE,
    )
