"""Whether a deployment may serve its scope on its days."""

from django.utils.translation import gettext as _

from agreements.exclusivity.claim import Claim
from agreements.exclusivity.conflicts import names_of
from agreements.exclusivity.in_force import PROMISED, grants_meeting
from agreements.exclusivity.lock_rights import lock_rights
from agreements.models import Agreement
from portal.refused import Refused


def refuse_taken(agreement: Agreement, claim: Claim | None, *, side: str) -> None:
    """Raises Refused `not_available`: staff read whose right is in the way, the partner only that.

    The agreement's row is locked; from here on no right comes into force until the transaction ends.
    """
    lock_rights()
    if claim is None:
        return
    found = list(grants_meeting(claim, agreement=agreement, states=PROMISED))
    if not found:
        return
    if side == Agreement.Party.PARTNER:
        raise Refused("not_available", _("This scope is not available on these days."))
    sentence = _("It lies inside exclusive right %(other)s of %(partner)s in %(number)s (%(days)s).")
    raise Refused("not_available", " ".join(sentence % names_of(holding) for holding in found))
