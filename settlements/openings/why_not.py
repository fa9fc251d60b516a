"""Sentences for openings that can no longer be entered or confirmed."""

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.settled_until import settled_until
from portal.accounts.access import acting_ids, is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from settlements.openings.models import AgreementOpening

ENTERS = (StaffRole.CONTRACTS, StaffRole.FINANCE)
CONFIRMS = (StaffRole.FINANCE, StaffRole.APPROVER)
DISCARDS = (*ENTERS, StaffRole.APPROVER)
STANDS_IN = tuple({*ENTERS, *CONFIRMS})
"""A deputy of who entered it confirms it as little, in whichever of the roles."""


def why_not_carry_over(agreement: Agreement) -> str:
    """Empty while nothing of the agreement is settled here."""
    if settled_until(agreement) is None:
        return ""
    sentence = _(
        "Periods of %(number)s are settled here already, so nothing is carried over any more. Correct what "
        "is wrong by an adjustment."
    )
    return sentence % {"number": agreement.number}


def why_not_confirm(opening: AgreementOpening, user: User) -> str:
    """Empty where the person may confirm it, else who does, or what comes first."""
    if not is_staff(user, *CONFIRMS):
        return needed_roles(CONFIRMS)
    if opening.entered_by_id == user.pk:
        return _("You entered this opening balance, so somebody else has to confirm it.")
    if opening.entered_by_id in acting_ids(user, *STANDS_IN):
        sentence = _(
            "%(name)s, for whom you stand in, entered this opening balance: somebody else has to confirm it."
        )
        return sentence % {"name": opening.entered_by}
    if opening.agreement.state == Agreement.State.DRAFT:
        return _(
            "The agreement is a draft. Bring its terms into force first, then confirm what is carried over."
        )
    return why_not_carry_over(opening.agreement)
