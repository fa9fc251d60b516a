"""Take a token out of use."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.api.access import tokens_of
from portal.api.models import ApiToken
from portal.audit.record_event import record_event


@transaction.atomic
def revoke_token(*, by: User, token: ApiToken) -> None:
    """From the next request on it opens nothing. Safe to run twice.

    Raises Http404, PermissionDenied like `tokens_of`.
    """
    mine = tokens_of(by, token.partner).filter(pk=token.pk)
    if not mine.update(revoked_at=timezone.now()):
        return
    record_event(
        event="token.revoked",
        subject=f"token {token.pk}",
        actor=by,
        partner=token.partner,
        details={"name": token.name},
    )
