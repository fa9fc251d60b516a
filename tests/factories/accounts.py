"""People and organisations."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP

from portal.accounts.models import Licensor, Membership, Partner, User
from portal.accounts.roles import PartnerRole, StaffRole

PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_licensor() -> Licensor:
    fields = {"code": "licensor", "legal_name": "Model Owner Inc.", "town": "Dublin", "country": "IE"}
    return Licensor.objects.get_or_create(id=1, defaults=fields)[0]


def make_partner(code: str, name: str, **fields) -> Partner:
    return Partner.objects.create(
        code=code, name=name, legal_name=f"{name} Ltd", **{"town": "Berlin", "country": "DE", **fields}
    )


def make_user(email: str, name: str, **fields) -> User:
    user = User.objects.create_user(email, PASSWORD, name=name, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_member(email: str, name: str, partner: Partner, *roles: PartnerRole) -> User:
    user = make_user(email, name)
    Membership.objects.create(partner=partner, user=user, roles=list(roles))
    return user


def make_staff(email: str, name: str, *roles: StaffRole) -> User:
    """With a second factor (SECRET): nobody works as staff without one."""
    user = make_user(email, name, staff_roles=list(roles))
    give_second_factor(user)
    return user


def give_second_factor(user: User) -> None:
    TOTP.activate(user, SECRET)
