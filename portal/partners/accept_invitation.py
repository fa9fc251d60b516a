"""The invited person comes in."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, User
from portal.audit.record_event import record_event
from portal.partners.models import Invitation
from portal.partners.people_of_address import is_address_of
from portal.partners.people_rules import lock_team
from portal.partners.sides import forbid_both_sides
from portal.partners.tell_admins import tell_admins
from portal.refused import Refused


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Invitation:
    """Once, by the person whose address it names: makes the membership, or the person one of staff.

    Raises Refused: `not_valid` (used, expired, withdrawn, organisation suspended), `other_address`,
    `other_side`, `is_member`.
    """
    lock_team(invitation.partner)
    _read_again(user)
    if not is_address_of(user, invitation.email):
        raise Refused(
            "other_address",
            _("This invitation is for another e-mail address. Log in with the address it was sent to."),
        )
    forbid_both_sides(user, invitation.partner)
    now = timezone.now()
    taken = Invitation.objects.filter(
        Q(partner=None) | Q(partner__suspended_at=None),
        pk=invitation.pk,
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=now,
    ).update(accepted_at=now, accepted_by=user)
    if not taken:
        raise Refused("not_valid", _("This invitation is not valid any more. Ask for a new one."))
    invitation.refresh_from_db()
    _let_in(invitation, user)
    if not user.language:
        user.language = invitation.language
        user.save(update_fields=["language"])
    record_event(
        event="invitation.accepted",
        subject=invitation.email[:80],
        actor=user,
        partner=invitation.partner,
        details={"roles": invitation.roles, "invitation": invitation.pk},
    )
    return invitation


def _read_again(user: User) -> None:
    """As the person is now, locked: whoever accepts two invitations at once comes in on one side only."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.refresh_from_db(fields=["email", "staff_roles"])


def _let_in(invitation: Invitation, user: User) -> None:
    partner, roles = invitation.partner, invitation.roles
    if partner:
        _membership, made = Membership.objects.get_or_create(
            partner=partner, user=user, defaults={"roles": roles}
        )
    else:
        made = not user.staff_roles
        user.staff_roles = roles
        user.save(update_fields=["staff_roles"])
    if not made:
        raise Refused("is_member", _("You belong to this team already. Nothing is to be accepted."))
    tell_admins(new=user, partner=partner, roles=roles)
