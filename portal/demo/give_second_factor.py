"""A demo person gets the second factor whose secret is printed with the log-ins."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings

from portal.accounts.models import User
from portal.demo.codes import secret_of


def give_demo_second_factor(user: User) -> None:
    """Unless they have one already. Raises RuntimeError outside the demo: everybody knows the secret."""
    if not (settings.DEMO and settings.LOCAL):
        raise RuntimeError("Well-known second factors are for the demo on http://localhost only.")
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret_of(user.email))
