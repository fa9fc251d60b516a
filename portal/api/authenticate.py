"""Who comes with a token. Cookies count for nothing here, so no other site can make a browser act."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from portal.accounts.access import is_staff, partner_ids
from portal.accounts.models import User
from portal.accounts.second_factor import has_second_factor, must_have_second_factor
from portal.api.models import ApiToken
from portal.api.secret import PREFIX, digest_of

NOTED_EVERY = timedelta(minutes=1)


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer rsp_…`: the person who answers for the token, with what they may now."""

    def authenticate(self, request) -> tuple[User, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret:
            return None
        token = ApiToken.objects.select_related("user", "partner").filter(digest=digest_of(secret)).first()
        if token is None or not token.is_live:
            raise AuthenticationFailed(_("This token does not exist, was revoked or has expired."))
        user = token.user
        user.is_reader, user.came_with = True, token
        if not user.is_active or not (is_staff(user) or partner_ids(user)):
            raise AuthenticationFailed(_("The access that this token was made for has ended."))
        if must_have_second_factor(user) and not has_second_factor(user):
            raise PermissionDenied(
                _("Whoever made this token must set up a second factor first."), code="second_factor_due"
            )
        _note_use(token)
        return user, token

    def authenticate_header(self, request) -> str:
        return "Bearer"


class BearerScheme(OpenApiAuthenticationExtension):
    """How the schema describes it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "http", "scheme": "bearer", "bearerFormat": f"{PREFIX}…"}


def _note_use(token: ApiToken) -> None:
    """Once a minute: busy programs would otherwise write a row with each request."""
    now = timezone.now()
    old = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    ApiToken.objects.filter(old, pk=token.pk).update(last_used_at=now)
