"""The second factor: who needs one, how its secrets are kept."""

from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, User
from portal.sealed import open_sealed, seal

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def must_have_second_factor(user: User) -> bool:
    """Staff, superusers, and members of organisations that ask it of their people."""
    if user.is_of_staff or user.is_superuser:
        return True
    return Membership.objects.filter(
        user=user, suspended_at=None, partner__suspended_at=None, partner__requires_second_factor=True
    ).exists()


def has_second_factor(user: User) -> bool:
    """An authenticator app, a passkey or a key. Recovery codes alone are none."""
    return is_mfa_enabled(user, types=FACTORS)


class SecondFactors(DefaultMFAAdapter):
    """Secrets are encrypted at rest: a dump of the database gives no codes."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a new passkey is called unless one says otherwise."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def get_totp_issuer(self) -> str:
        """The name authenticator apps show beside the address."""
        return f"{_('Revenue share')} {urlsplit(settings.SITE_URL).hostname}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of somebody who must have one is replaced, not removed."""
        factors = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
        return not must_have_second_factor(authenticator.user) or factors.count() > 1
