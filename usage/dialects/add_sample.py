"""Take in a sample file from which a dialect is made."""

from typing import BinaryIO

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event
from portal.files.store_file import store_file
from portal.refused import Refused
from portal.web import formats
from usage.check.rules import MIB
from usage.dialects.access import require_editor
from usage.models import Dialect, DialectSample

LARGEST = 5 * MIB


def add_sample(
    *,
    by: User,
    partner: Partner,
    content: BinaryIO,
    file_name: str,
    name: str,
    dialect: Dialect | None = None,
    of_focus: bool = False,
    separator: str = ",",
    encoding: str = "utf-8",
    header_line: int = 1,
) -> DialectSample:
    """Kept for a day, for those who may make dialects. dialect: whose next version is to be made.

    Raises Refused: `too_large`, `dialect_retired`; Http404, PermissionDenied.
    """
    require_editor(by, partner)
    content.seek(0, 2)
    if content.tell() > LARGEST:
        sentence = _(
            "The sample has %(size)s; at most %(limit)s are taken. Its first hundred rows are enough."
        )
        sizes = {"size": formats.filesize(content.tell()), "limit": formats.filesize(LARGEST)}
        raise Refused("too_large", sentence % sizes)
    if dialect and dialect.retired_at:
        raise Refused("dialect_retired", _("This dialect is no longer in use. Make a new one."))
    stored = None
    try:
        with transaction.atomic():
            stored = store_file(
                content=content, name=file_name, folder="samples", partner=partner, stored_by=by
            )
            sample = DialectSample.objects.create(
                partner=partner,
                file=stored,
                dialect=dialect,
                name=name,
                of_focus=of_focus,
                separator=separator,
                encoding=encoding,
                header_line=header_line,
                made_by=by,
            )
            record_event(
                event="dialect_sample.added",
                subject=name,
                actor=by,
                partner=partner,
                details={"file": stored.name, "sha256": stored.sha256},
            )
    except BaseException:
        if stored is not None:
            default_storage.delete(stored.content.name)
        raise
    return sample
