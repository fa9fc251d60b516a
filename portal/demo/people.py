"""The demo's people by what they do."""

from portal.accounts.models import User


def staff(name: str) -> User:
    return User.objects.get(email=f"{name}@meridian.example")


def member(host: str, name: str) -> User:
    return User.objects.get(email=f"{name}@{host}.example")
