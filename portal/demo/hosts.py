"""The demo's hosts: eight companies in eight countries, their people read six languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Host:
    """A partner organisation of the demo. `list_price` is its own currency per US dollar of list price.

    `models`: code → prices in US dollars per million input and output tokens, as hosts published them in
    2026. `size`: its traffic beside the largest host's. `people`: one for each of `cast.MEMBERS`.
    """

    code: str
    name: str
    legal_name: str
    street: str
    postal_code: str
    town: str
    country: str
    language: str
    currency: str
    list_price: str
    markets: tuple[str, ...]
    people: tuple[str, str, str, str]
    models: dict[str, tuple[str, str]]
    size: float = 1.0
    region: str = ""
    tax_id: str = ""
    vat_id: str = ""

    @property
    def address(self) -> dict[str, str]:
        names = ("street", "postal_code", "town", "region", "country")
        return {name: getattr(self, name) for name in names}


HOSTS = (
    Host(
        code="rheinhost",
        name="Rheinhost",
        legal_name="Rheinhost GmbH",
        street="Hansaring 61",
        postal_code="50670",
        town="Köln",
        country="DE",
        language="de",
        currency="EUR",
        list_price="0.92",
        markets=("DE", "AT", "FR", "NL"),
        vat_id="DE136695976",
        people=("Lena Vogt", "Jonas Brandt", "Mia Keller", "Paul Winter"),
        models={
            "llama-3.1-8b": ("0.15", "0.45"),
            "llama-3.3-70b": ("0.50", "1.50"),
            "llama-4-maverick": ("0.50", "1.50"),
        },
    ),
    Host(
        code="falak",
        name="فلك كلاود",
        legal_name="Falak Cloud LLC",
        street="12 Al Safa Street",
        postal_code="",
        town="Dubai",
        country="AE",
        language="ar",
        currency="USD",
        list_price="1",
        markets=("AE", "SA", "EG"),
        region="Dubai",
        tax_id="100123456700003",
        people=("ليلى حداد", "عمر منصور", "سارة نجار", "خالد الشامسي"),
        models={
            "llama-3.3-70b": ("0.71", "0.71"),
            "llama-4-maverick": ("0.25", "1.00"),
            "llama-4-scout": ("0.20", "0.78"),
        },
    ),
    Host(
        code="sakura",
        name="Sakura Compute",
        legal_name="さくらコンピュート株式会社",
        street="北浜2-3-1",
        postal_code="541-0041",
        town="大阪市",
        country="JP",
        language="ja",
        currency="JPY",
        list_price="155",
        markets=("JP", "KR"),
        region="大阪府",
        tax_id="5835678256246",
        people=("佐藤 葵", "田中 健", "鈴木 結衣", "高橋 直樹"),
        models={
            "llama-3.1-8b": ("0.20", "0.20"),
            "llama-3.3-70b": ("1.04", "1.04"),
            "llama-4-scout": ("0.18", "0.59"),
        },
        size=0.8,
    ),
    Host(
        code="nusantara",
        name="Nusantara AI",
        legal_name="PT Nusantara Akal Imitasi",
        street="Jalan Jenderal Sudirman 52",
        postal_code="12190",
        town="Jakarta",
        country="ID",
        language="id",
        currency="IDR",
        list_price="16500",
        markets=("ID", "SG"),
        region="DKI Jakarta",
        tax_id="013000666091000",
        people=("Dewi Lestari", "Budi Santoso", "Sari Wijaya", "Agus Pratama"),
        models={
            "llama-3.1-8b": ("0.22", "0.22"),
            "llama-3.2-3b": ("0.15", "0.15"),
            "llama-4-maverick": ("0.24", "0.97"),
        },
        size=0.7,
    ),
    Host(
        code="vindhya",
        name="Vindhya Cloud",
        legal_name="Vindhya Cloud Private Limited",
        street="14 MG Road",
        postal_code="560001",
        town="Bengaluru",
        country="IN",
        language="hi",
        currency="INR",
        list_price="88",
        markets=("IN",),
        region="Karnataka",
        vat_id="27AAPFU0939F1ZV",
        people=("अंजलि शर्मा", "राहुल मेहता", "प्रिया नायर", "विक्रम सिंह"),
        models={
            "llama-3.1-8b": ("0.10", "0.15"),
            "llama-3.2-3b": ("0.06", "0.06"),
            "llama-4-scout": ("0.11", "0.34"),
        },
        size=0.9,
    ),
    Host(
        code="harbourline",
        name="Harbourline",
        legal_name="Harbourline Compute Inc.",
        street="200 Atlantic Avenue",
        postal_code="02110",
        town="Boston",
        country="US",
        language="en",
        currency="USD",
        list_price="1",
        markets=("US", "CA", "MX"),
        region="MA",
        tax_id="91-1144442",
        people=("Grace Holloway", "Marcus Reed", "Nina Alvarez", "Tom Becker"),
        models={
            "llama-3.3-70b": ("0.59", "0.79"),
            "llama-4-maverick": ("0.27", "0.85"),
            "llama-4-scout": ("0.15", "0.50"),
        },
        size=1.4,
    ),
    Host(
        code="thamesgrid",
        name="Thamesgrid",
        legal_name="Thamesgrid Ltd",
        street="8 Wapping Lane",
        postal_code="E1W 2RL",
        town="London",
        country="GB",
        language="en",
        currency="GBP",
        list_price="0.79",
        markets=("GB", "IE"),
        vat_id="GB980780684",
        people=("Imogen Clarke", "Owen Price", "Zara Khan", "Hugh Lennox"),
        models={
            "llama-3.1-8b": ("0.18", "0.18"),
            "llama-3.3-70b": ("0.60", "1.20"),
        },
        size=0.5,
    ),
    Host(
        code="alpenrechner",
        name="Alpenrechner",
        legal_name="Alpenrechner AG",
        street="Löwenstrasse 9",
        postal_code="8001",
        town="Zürich",
        country="CH",
        language="de",
        currency="CHF",
        list_price="0.88",
        markets=("CH", "LI"),
        vat_id="CHE107787577MWST",
        people=("Reto Frei", "Selina Baumann", "Luca Meier", "Ursina Caduff"),
        models={
            "llama-3.3-70b": ("0.70", "1.60"),
            "llama-4-maverick": ("0.45", "1.30"),
        },
        size=0.3,
    ),
)


def host_of(code: str) -> Host:
    return next(host for host in HOSTS if host.code == code)
