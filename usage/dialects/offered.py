"""The dialects that an upload may be read in."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.refused import Refused
from usage.models import Dialect, DialectVersion, Report


def offered_dialects(agreements: Iterable[Agreement]) -> list[tuple[int, str]]:
    """Id and name of those in use by the agreements' partners; the partner named where there are several."""
    partners = {each.partner_id for each in agreements}
    rows = Dialect.objects.filter(partner__in=partners, retired_at=None).select_related("partner")
    several = len(partners) > 1
    return [(each.pk, f"{each.partner.name} · {each.name}" if several else each.name) for each in rows]


def last_dialect(number: str, agreements: list[Agreement]) -> int | None:
    """Id of the one last used: under the agreement of this number, else under the only one there is."""
    wanted = [each for each in agreements if each.number == number] or agreements[:1] * (len(agreements) == 1)
    if not wanted:
        return None
    last = (
        Report.objects.filter(agreement=wanted[0]).order_by("-pk").select_related("dialect__dialect").first()
    )
    if last is None or last.dialect is None or last.dialect.dialect.retired_at:
        return None
    return last.dialect.dialect_id


def chosen_dialect(dialect_id: int | None, agreement: Agreement) -> DialectVersion | None:
    """The dialect's version in use; None: the canonical layout. Raises Refused: `other_dialect`."""
    if dialect_id is None:
        return None
    return _current(Dialect.objects.filter(pk=dialect_id, partner=agreement.partner_id).first())


def dialect_called(code: str, partner: Partner) -> DialectVersion:
    """The version in use of the partner's dialect of this code. Raises Refused: `other_dialect`."""
    return _current(Dialect.objects.filter(code=code, partner=partner).first())


def _current(found: Dialect | None) -> DialectVersion:
    if found is None:
        sentence = _("This dialect is of another partner. Choose one of the partner whose agreement it is.")
        raise Refused("other_dialect", sentence)
    return found.current
