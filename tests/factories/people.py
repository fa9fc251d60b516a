"""Invitations and deputies."""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.deputies import licensor_today
from portal.accounts.models import Deputy, Membership, Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.partners.invitation_token import digest_of
from portal.partners.models import Invitation
from tests.factories.accounts import make_member


def make_invitation(by: User, partner: Partner | None, token: str) -> Invitation:
    return Invitation.objects.create(
        partner=partner,
        email=f"{token}@invited.example",
        roles=[PartnerRole.VIEWER if partner else StaffRole.AUDITOR],
        language="en",
        token_digest=digest_of(token),
        invited_by=by,
        expires_at=timezone.now() + timedelta(hours=72),
    )


def make_deputy(
    principal: User, deputy: User, role: str, partner: Partner | None, *, in_days: int = 0
) -> Deputy:
    """For a week, beginning today or so many days later."""
    start = licensor_today() + timedelta(days=in_days)
    return Deputy.objects.create(
        partner=partner,
        role=role,
        principal=principal,
        deputy=deputy,
        from_date=start,
        to_date=start + timedelta(days=7),
        named_by=principal,
    )


def people_samples(partner: Partner, member: User, fiona: User, april: User) -> dict[str, object]:
    """URL argument → value: somebody of each team, an open invitation and a deputy to come in each."""
    stand_in = make_member("stand-in@hosta.example", "Stand-in", partner, PartnerRole.VIEWER)
    return {
        "token": "sample-of-a-token",
        "member": Membership.objects.get(user=member, partner=partner).pk,
        "person": fiona.pk,
        "invitation": make_invitation(member, partner, "sample-of-a-token").pk,
        "staff_invitation": make_invitation(fiona, None, "sample-of-staff").pk,
        "deputy": make_deputy(member, stand_in, PartnerRole.UPLOADER, partner, in_days=30).pk,
        "staff_deputy": make_deputy(fiona, april, StaffRole.FINANCE, None, in_days=30).pk,
    }
