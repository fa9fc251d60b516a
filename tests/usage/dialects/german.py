"""The same usage twice: canonical, and as Host A's German system writes it."""

from tests.usage.check.files import GOOD
from tests.usage.formats.tables import NAMES

GERMAN = {
    "separator": ";",
    "columns": {
        "usage_date": {"column": "Datum"},
        "application": {"column": "Anwendung"},
        "model": {"column": "Modell"},
        "market": {"column": "Land"},
        "unit": {"column": "Einheit"},
        "quantity": {"column": "Menge"},
        "gross_revenue": {"column": "Umsatz"},
        "currency": {"column": "Währung"},
        "customer_ref": {"column": "Kunde"},
        "deductions": {"column": "Abzüge"},
        "deployment": {"column": "Anlage"},
        "source_ref": {"column": "Beleg"},
    },
    "ignored": ["Bemerkung"],
    "numbers": {"decimal": ",", "grouping": "."},
    "days": {"pattern": "DD.MM.YYYY"},
    "words": {"market": {"Vereinigte Staaten": "US"}, "currency": {"Dollar": "USD"}},
    "units": {"Tsd. Anfragen": {"unit": "requests", "factor": "1000"}, "Anfragen": {"unit": "requests"}},
}
OWN = {name: source["column"] for name, source in GERMAN["columns"].items()}
WORDS = {"US": "Vereinigte Staaten", "USD": "Dollar", "requests": "Anfragen"}


def day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{day}.{month}.{year}"


def number(text: str) -> str:
    """1234567.5 → 1.234.567,5; what is no number stays."""
    whole, _point, decimals = text.partition(".")
    if not whole.lstrip("-").isdigit():
        return text
    sign = "-" if whole.startswith("-") else ""
    return sign + f"{abs(int(whole)):,}".replace(",", ".") + ("," + decimals if decimals else "")


def german_row(cells: dict[str, str]) -> dict[str, str]:
    """A canonical row as the German system writes it, with a remark that nobody reads."""
    shown = {**GOOD, **cells}
    own = {OWN[name]: WORDS.get(text, text) for name, text in shown.items()}
    for name in ("quantity", "gross_revenue", "deductions"):
        own[OWN[name]] = number(shown[name])
    if shown["usage_date"].count("-") == 2:
        own["Datum"] = day(shown["usage_date"])
    return {"Bemerkung": 'geprüft; "ok"', **own}


def german_table(*rows: dict[str, str]) -> list[list[str]]:
    names = ["Bemerkung", *(OWN[name] for name in NAMES)]
    return [names, *([german_row(row)[name] for name in names] for row in rows or ({},))]


def as_german_csv(table: list[list[str]], separator: str = ";") -> bytes:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '";\n') else text

    return "".join(separator.join(map(cell, row)) + "\r\n" for row in table).encode()
