"""Archives of statements that nobody had to pack."""

import io

from django.utils import timezone

from portal.accounts.models import Partner, User
from portal.files.purposes import FilePurpose
from portal.files.store_file import store_file
from settlements.statements.archive.models import StatementArchive

EMPTY_ZIP = b"PK\x03\x04 of no use"


def statement_archive(partner: Partner, by: User) -> StatementArchive:
    """A made one."""
    file = store_file(
        content=io.BytesIO(EMPTY_ZIP),
        name="statements.zip",
        folder="archives",
        partner=partner,
        stored_by=by,
        purpose=FilePurpose.DOCUMENT,
    )
    now = timezone.now()
    about = {"partner": partner, "asked_by": by, "asked_at": now, "moved_at": now}
    return StatementArchive.objects.create(**about, total=1, state=StatementArchive.State.MADE, file=file)
