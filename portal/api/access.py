"""The doors to tokens: one's own; an organisation's for its administrators."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from portal.accounts.access import require_role
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole
from portal.api.models import ApiToken


def tokens_of(user: User, partner: Partner | None) -> QuerySet[ApiToken]:
    """Those not revoked and not expired, newest first: the organisation's, else the person's own.

    Raises Http404 for outsiders of the organisation, PermissionDenied for those who do not administer it.
    """
    if partner is None:
        rows = ApiToken.objects.filter(user=user, partner=None)
    else:
        require_role(user, partner, PartnerRole.ADMIN)
        rows = ApiToken.objects.filter(partner=partner)
    return rows.filter(revoked_at=None, expires_at__gt=timezone.now()).select_related("user", "partner")


def token_of(user: User, partner: Partner | None, token_id: int) -> ApiToken:
    """Raises like `tokens_of`; Http404 also where there is no such token (any more)."""
    return get_object_or_404(tokens_of(user, partner), pk=token_id)
