"""What the tests of dialects stand on."""

import io

import pytest
from django.urls import reverse

from agreements.models import Agreement
from tests.factories.agreements import make_agreement
from tests.factories.usage import ROW
from tests.scenes import scene
from tests.usage.conftest import inline_tasks, upload  # noqa: F401
from tests.usage.dialects.german import OWN, WORDS, as_german_csv
from usage.dialects.read_definition import read_definition
from usage.dialects.save_dialect import save_dialect
from usage.models import DialectVersion

COLUMNS = {name: {"column": OWN[name]} for name in ROW}
DEFINITION = {
    "separator": ";",
    "columns": COLUMNS,
    "numbers": {"decimal": ",", "grouping": "."},
    "days": {"pattern": "DD.MM.YYYY"},
    "words": {"market": {"Deutschland": "DE"}, "currency": {WORDS["USD"]: "USD"}},
    "units": {"Tsd. Token": {"unit": "output_tokens", "factor": "1000"}},
}
"""What Host A's system writes, in the words of the canonical columns."""


@scene
def agreement(hosta) -> Agreement:
    return make_agreement(hosta, reporter="partner", title="Hosting in Europe")


@scene
def version(hosta, uma) -> DialectVersion:
    """The first version of Host A's dialect."""
    return save_dialect(by=uma, partner=hosta, name="Hausformat", definition=read_definition(DEFINITION))


def own_file(*rows: dict[str, str]) -> bytes:
    """A file of Host A's system; each row is as the first but for the cells given."""
    row = {
        "Datum": "05.10.2026",
        "Anwendung": "search",
        "Modell": "llama-3.1-8b",
        "Land": "Deutschland",
        "Einheit": "Tsd. Token",
        "Menge": "1.234,5",
        "Umsatz": "1.000,25",
        "Währung": "Dollar",
    }
    return as_german_csv([list(row), *([{**row, **each}[name] for name in row] for each in rows or ({},))])


@pytest.fixture
def typed() -> dict[str, str]:
    """The fields of the editor as Uma fills them in for such a file."""
    return {
        "name": "Hausformat",
        "after": "0",
        "separator": ";",
        "encoding": "utf-8",
        "header_line": "1",
        **{f"column_{name}": OWN[name] for name in ROW},
        "others": "these",
        "decimal": ",",
        "grouping": ".",
        "negative": "minus",
        "pattern": "DD.MM.YYYY",
        "words_market": "Deutschland = DE",
        "words_currency": "Dollar = USD",
        "words_unit": "Tsd. Token = output_tokens * 1000",
    }


def send_sample(client, content: bytes, name: str = "sample.csv", **fields):
    file = io.BytesIO(content)
    file.name = name
    given = {"name": "Hausformat", "separator": ";", "header_line": "1", "file": file, **fields}
    return client.post(reverse("new_dialect"), given)
