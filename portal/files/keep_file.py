"""Keep a file whose bytes came to storage by themselves."""

import hashlib
from contextlib import closing

from portal.accounts.models import Partner, User
from portal.files.in_storage import InStorage, open_forward
from portal.files.models import StoredFile
from portal.files.purposes import FilePurpose
from portal.files.store_file import CHUNK, printable_name


def keep_file(*, held: InStorage, partner: Partner, stored_by: User) -> StoredFile:
    """The row of a usage file with the SHA-256 of what lies in storage, which is read once and not moved.

    The kinds of files that are looked at before they are stored do not come this way. Raises OSError where
    the storage has lost it.
    """
    digest = hashlib.sha256()
    with closing(open_forward(held.path)) as file:
        while block := file.read(CHUNK):
            digest.update(block)
    return StoredFile.objects.create(
        partner=partner,
        content=held.path,
        name=printable_name(held.name),
        size=held.size,
        sha256=digest.hexdigest(),
        purpose=FilePurpose.USAGE,
        stored_by=stored_by,
    )
