"""What a partner organisation of the demo is."""

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
