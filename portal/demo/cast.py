"""The demo's people and organisations: a licensor's staff and four hosts in four countries."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction

from portal.accounts.models import Licensor, Membership, Partner, User
from portal.accounts.roles import PartnerRole, StaffRole


@dataclass(frozen=True)
class Host:
    """A partner organisation of the demo. `list_price` is its own currency per US dollar of list price."""

    code: str
    name: str
    legal_name: str
    town: str
    country: str
    language: str
    currency: str
    list_price: str
    markets: tuple[str, ...]
    people: tuple[str, ...]
    models: dict[str, tuple[str, str]]


LICENSOR = {
    "code": "meridian",
    "legal_name": "Meridian Models Inc.",
    "street": "1 Harbour Row",
    "postal_code": "D02 X285",
    "town": "Dublin",
    "country": "IE",
}
# Prices in US dollars per million input and output tokens, as hosts published them in 2026.
HOSTS = (
    Host(
        "rheinhost",
        "Rheinhost",
        "Rheinhost GmbH",
        "Köln",
        "DE",
        "en",
        "EUR",
        "0.92",
        ("DE", "AT", "FR", "NL"),
        ("Lena Vogt", "Jonas Brandt", "Mia Keller"),
        {
            "llama-3.1-8b": ("0.15", "0.45"),
            "llama-3.3-70b": ("0.50", "1.50"),
            "llama-4-maverick": ("0.50", "1.50"),
        },
    ),
    Host(
        "falak",
        "فلك كلاود",
        "Falak Cloud LLC",
        "Dubai",
        "AE",
        "ar",
        "USD",
        "1",
        ("AE", "SA", "EG"),
        ("ليلى حداد", "عمر منصور", "سارة نجار"),
        {
            "llama-3.3-70b": ("0.71", "0.71"),
            "llama-4-maverick": ("0.25", "1.00"),
            "llama-4-scout": ("0.20", "0.78"),
        },
    ),
    Host(
        "sakura",
        "Sakura Compute",
        "さくらコンピュート株式会社",
        "Osaka",
        "JP",
        "en",
        "JPY",
        "155",
        ("JP", "KR"),
        ("佐藤 葵", "田中 健", "鈴木 結衣"),
        {
            "llama-3.1-8b": ("0.20", "0.20"),
            "llama-3.3-70b": ("1.04", "1.04"),
            "llama-4-scout": ("0.18", "0.59"),
        },
    ),
    Host(
        "nusantara",
        "Nusantara AI",
        "PT Nusantara Akal Imitasi",
        "Jakarta",
        "ID",
        "en",
        "IDR",
        "16500",
        ("ID", "SG"),
        ("Dewi Lestari", "Budi Santoso", "Sari Wijaya"),
        {
            "llama-3.1-8b": ("0.22", "0.22"),
            "llama-3.2-3b": ("0.15", "0.15"),
            "llama-4-maverick": ("0.24", "0.97"),
        },
    ),
)
STAFF = (
    ("operations", "Olga Petrova", [StaffRole.OPERATIONS]),
    ("contracts", "Carl Nyström", [StaffRole.CONTRACTS]),
    ("finance", "Fei Zhang", [StaffRole.FINANCE]),
    ("approver", "Amal Haddad", [StaffRole.APPROVER]),
    ("auditor", "Aud Solberg", [StaffRole.AUDITOR]),
    ("administrator", "Ada Okafor", [StaffRole.ADMINISTRATOR]),
)
MEMBERS = (
    ("uploads", [PartnerRole.UPLOADER]),
    ("finance", [PartnerRole.FINANCE, PartnerRole.SIGNATORY]),
    ("viewer", [PartnerRole.VIEWER]),
)


@transaction.atomic
def make_people(*, password: str) -> None:
    """Create the licensor, its staff, the hosts and their people where they are missing."""
    Licensor.objects.get_or_create(id=1, defaults=LICENSOR)
    for name, title, roles in STAFF:
        person(f"{name}@meridian.example", title, password, staff_roles=roles)
    for host in HOSTS:
        fields = {key: getattr(host, key) for key in ("name", "legal_name", "town", "country", "language")}
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
