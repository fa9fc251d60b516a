"""Invite somebody into an organisation, or into the licensor's staff."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import is_staff
from portal.accounts.models import Membership, Partner, User
from portal.audit.record_event import record_event
from portal.notices.send_mail import send_mail
from portal.partners.invitation_token import digest_of, new_token
from portal.partners.models import Invitation
from portal.partners.people_of_address import person_of
from portal.partners.people_rules import begin_change, checked_roles
from portal.partners.sides import forbid_both_sides
from portal.refused import Refused

VALID_FOR = timedelta(hours=72)


@transaction.atomic
def invite_person(
    *, by: User, email: str, partner: Partner | None, roles: Iterable[str], language: str
) -> Invitation:
    """Sends the link by e-mail; a new invitation replaces an open one of the same address and organisation.

    The link's token stands on the returned row as `token`, and nowhere else. Raises Refused: `bad_email`,
    `no_role`, `bad_language`, `suspended`, `is_member`, `other_side`.
    """
    begin_change(by, partner)
    address, asked = _address(email), checked_roles(partner, roles)
    if language not in dict(settings.LANGUAGES):
        raise Refused("bad_language", _("Choose one of the languages offered."))
    _check_person(by, address, partner)
    replaced = Invitation.objects.filter(
        email=address, partner=partner, accepted_at=None, withdrawn_at=None
    ).first()
    if replaced:
        replaced.withdrawn_at, replaced.withdrawn_by = timezone.now(), by
        replaced.save(update_fields=["withdrawn_at", "withdrawn_by"])
    token = new_token()
    row = Invitation.objects.create(
        partner=partner,
        email=address,
        roles=asked,
        language=language,
        token_digest=digest_of(token),
        invited_by=by,
        expires_at=timezone.now() + VALID_FOR,
    )
    row.token = token
    _send(row, by)
    details = {"roles": asked, "invitation": row.pk, "replaces": replaced.pk if replaced else None}
    record_event(event="person.invited", subject=address[:80], actor=by, partner=partner, details=details)
    return row


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("bad_email", _("This is no e-mail address. Check what was typed.")) from None
    return address


def _check_person(by: User, address: str, partner: Partner | None) -> None:
    if partner and Partner.objects.filter(pk=partner.pk, suspended_at__isnull=False).exists():
        raise Refused("suspended", _("This organisation is suspended. Resume it before you invite anybody."))
    person = person_of(address)
    if person is None:
        return
    here = Membership.objects.filter(user=person, partner=partner).exists() if partner else person.staff_roles
    if here:
        sentence = _("%(name)s is in this team already. Change their roles, or resume them, instead.")
        raise Refused("is_member", sentence % {"name": person})
    # A partner's administrator is not told where else somebody belongs; accepting refuses it then.
    if is_staff(by):
        forbid_both_sides(person, partner)


def _send(row: Invitation, by: User) -> None:
    context = {
        "inviter": by.name,
        "organisation": row.partner.name if row.partner else "",
        "roles": [row.role_kind(role).label for role in row.roles],
        "hours": VALID_FOR // timedelta(hours=1),
    }
    send_mail(
        to=row.email,
        language=row.language,
        kind="invitation",
        context=context,
        partner=row.partner,
        link=reverse("invitation", args=[row.token]),
        secret=True,
    )
