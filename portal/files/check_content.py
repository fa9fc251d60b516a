"""Whether the bytes of a file are taken: size, kind, and what the scanner says."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from portal.files.kind_of import kind_of
from portal.files.models import Scan
from portal.files.purposes import ENDINGS, Allowed
from portal.files.readable import not_clean
from portal.files.scan import scan
from portal.refused import Refused
from portal.web import formats


def check_content(*, content: BinaryIO, name: str, allowed: Allowed) -> Scan:
    """What the scanner said, where `allowed` wants it asked at once; the content is left at its beginning.

    Raises Refused: `bad_type`, `too_large`, `infected`, `not_scanned`.
    """
    _require_size(content, name, allowed)
    _require_kind(content, name, allowed)
    found = scan(content=content) if allowed.at_once else Scan.UNSCANNED
    if found in (Scan.INFECTED, Scan.FAILED):
        raise not_clean(found, name)
    content.seek(0)
    return found


def _require_size(content: BinaryIO, name: str, allowed: Allowed) -> None:
    size = content.seek(0, 2)
    content.seek(0)
    if allowed.max_bytes is not None and size > allowed.max_bytes:
        sentence = _("“%(name)s” has %(size)s; at most %(limit)s are taken. Send a smaller file.")
        sizes = {"size": formats.filesize(size), "limit": formats.filesize(allowed.max_bytes)}
        raise Refused("too_large", sentence % {"name": name, **sizes})


def _require_kind(content: BinaryIO, name: str, allowed: Allowed) -> None:
    if not allowed.kinds or kind_of(content=content, name=name) in allowed.kinds:
        return
    endings = ", ".join(ending for ending, kind in ENDINGS.items() if kind in allowed.kinds)
    sentence = _(
        "“%(name)s” is not taken. Send a file of one of these kinds: %(endings)s; its content must be what "
        "its ending says."
    )
    raise Refused("bad_type", sentence % {"name": name, "endings": endings})
