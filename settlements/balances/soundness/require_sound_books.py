"""No money goes out on books that do not agree."""

from django.utils.translation import gettext as _

from portal.refused import Refused
from settlements.balances.soundness.standing_faults import standing_faults


def require_sound_books() -> None:
    """Called by every act that sends money on its way. Raises Refused: `books_disagree`."""
    if why := why_unsound():
        raise Refused("books_disagree", why)


def why_unsound() -> str:
    """The sentence where the last check found that the books do not agree; else empty."""
    if not standing_faults():
        return ""
    return _(
        "The books do not agree, so nothing is paid. See what was found under Balances, Check of the books; "
        "once a check finds nothing, payouts go on."
    )
