"""Whose an e-mail address is."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from portal.accounts.models import User


def person_of(address: str) -> User | None:
    """The person who logs in with the address."""
    own = EmailAddress.objects.filter(email__iexact=address).values("user")
    return User.objects.filter(Q(email__iexact=address) | Q(pk__in=own)).order_by("pk").first()


def is_address_of(user: User, address: str) -> bool:
    """Whether the address is the person's, the one of the account or another that was verified."""
    if user.email.lower() == address.lower():
        return True
    return EmailAddress.objects.filter(user=user, email__iexact=address, verified=True).exists()
