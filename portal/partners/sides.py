"""Nobody sits on both sides of the table."""

from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.refused import Refused


def forbid_both_sides(person: User, partner: Partner | None) -> None:
    """Raises Refused: `other_side`: staff as a partner's member, or a member as staff."""
    if person.staff_roles if partner else person.memberships.exists():
        sentence = _(
            "%(name)s belongs to the other side: an account is either of staff or of partners. "
            "Another e-mail address makes another account."
        )
        raise Refused("other_side", sentence % {"name": person})
