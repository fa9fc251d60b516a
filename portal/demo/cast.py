"""The demo's people: a licensor's staff, and four people of each host."""

from allauth.account.models import EmailAddress
from django.db import transaction

from portal.accounts.models import Licensor, Membership, Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.demo.give_second_factor import give_demo_second_factor
from portal.demo.hosts import HOSTS

LICENSOR = {
    "code": "meridian",
    "legal_name": "Meridian Models Inc.",
    "street": "1 Harbour Row",
    "postal_code": "D02 X285",
    "town": "Dublin",
    "country": "IE",
}
STAFF = (
    ("operations", "Olga Petrova", [StaffRole.OPERATIONS]),
    ("contracts", "Carl Nyström", [StaffRole.CONTRACTS]),
    ("finance", "Fei Zhang", [StaffRole.FINANCE]),
    ("approver", "Amal Haddad", [StaffRole.APPROVER]),
    ("disputes", "Diego Ruiz", [StaffRole.DISPUTES]),
    ("auditor", "Aud Solberg", [StaffRole.AUDITOR]),
    ("administrator", "Ada Okafor", [StaffRole.ADMINISTRATOR]),
)
MEMBERS = (
    ("uploads", [PartnerRole.UPLOADER]),
    ("finance", [PartnerRole.FINANCE, PartnerRole.SIGNATORY]),
    ("viewer", [PartnerRole.VIEWER]),
    ("admin", [PartnerRole.ADMIN]),
)


@transaction.atomic
def make_people(*, password: str) -> None:
    """Create the licensor, its staff, the hosts and their people where they are missing."""
    Licensor.objects.get_or_create(id=1, defaults=LICENSOR)
    for name, title, roles in STAFF:
        give_demo_second_factor(person(f"{name}@meridian.example", title, password, staff_roles=roles))
    for host in HOSTS:
        fields = {key: getattr(host, key) for key in ("name", "legal_name", "language")} | host.address
        partner, _ = Partner.objects.get_or_create(code=host.code, defaults=fields)
        for (name, roles), full_name in zip(MEMBERS, host.people, strict=True):
            user = person(f"{name}@{host.code}.example", full_name, password, language=host.language)
            Membership.objects.get_or_create(partner=partner, user=user, defaults={"roles": roles})


def person(email: str, name: str, password: str, **fields) -> User:
    """The person of that address, made with a verified address where missing."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name, **fields)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
