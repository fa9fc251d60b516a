"""The invitation somebody came with: found by its token, kept in the session until they are in."""

from django.db.models import Q
from django.utils import timezone

from portal.partners.invitation_token import digest_of
from portal.partners.models import Invitation

INVITATION_IN_SESSION = "invitation"


def invitation_of(token: str) -> Invitation | None:
    """The invitation the token leads to, whatever became of it."""
    known = Invitation.objects.select_related("partner", "invited_by")
    return known.filter(token_digest=digest_of(token)).first()


def is_good(invitation: Invitation) -> bool:
    """Whether it lets in: live, and the organisation not suspended."""
    return invitation.is_live and not (invitation.partner and invitation.partner.suspended_at)


def invitation_in_session(request) -> Invitation | None:
    """The good invitation this visitor came with. The session keeps the digest, not the token."""
    digest = request.session.get(INVITATION_IN_SESSION)
    if not digest:
        return None
    live = Invitation.objects.select_related("partner", "invited_by").filter(
        Q(partner=None) | Q(partner__suspended_at=None),
        token_digest=digest,
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
    )
    return live.first()
