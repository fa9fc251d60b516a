"""Whether a stored file's bytes may be read, by us or by people."""

from django.utils.translation import gettext as _

from portal.files.models import Scan, StoredFile
from portal.files.scan import scanning
from portal.refused import Refused


def is_readable(stored: StoredFile) -> bool:
    """With a scanner only what it found clean; without one also what was never scanned."""
    return stored.scan == Scan.CLEAN or (stored.scan == Scan.UNSCANNED and not scanning())


def require_readable(stored: StoredFile) -> None:
    """Raises Refused: `infected`, `not_scanned`."""
    if not is_readable(stored):
        raise not_clean(stored.scan, stored.name)


def why_not_read(stored: StoredFile) -> str:
    """The sentence of a file that may not be read."""
    return not_clean(stored.scan, stored.name).sentence


def not_clean(found: str, name: str) -> Refused:
    if found == Scan.INFECTED:
        sentence = _(
            "The scanner found “%(name)s” harmful. Check the computer it came from, and use another file."
        )
        return Refused("infected", sentence % {"name": name})
    sentence = _("“%(name)s” could not be scanned for harmful content just now. Try again in a few minutes.")
    return Refused("not_scanned", sentence % {"name": name})
