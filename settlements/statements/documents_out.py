"""What a statement is handed out as, byte for byte the same wherever it goes: download, PDF, bundle."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from portal.web.csv_response import csv_text
from settlements.engine.json_text import canonical_json
from settlements.statements.models import Statement

LINE_COLUMNS = (
    "position",
    "kind",
    "rule",
    "terms_version",
    "clause",
    "application",
    "model",
    "market",
    "unit",
    "currency",
    "quantity",
    "base",
    "base_settlement",
    "rate",
    "share",
    "exclusivity",
    "contributions",
    "exact",
    "amount",
    "settlement_currency",
    "key",
)
NUMBERS = frozenset(LINE_COLUMNS[LINE_COLUMNS.index("quantity") : LINE_COLUMNS.index("amount") + 1])


def json_bytes(document: dict[str, Any]) -> bytes:
    """Canonical: equal documents are equal bytes."""
    return canonical_json(document) + b"\n"


def lines_csv(statement: Statement) -> bytes:
    return "".join(csv_text(line_rows(statement))).encode()


def line_rows(statement: Statement) -> Iterator[list]:
    """The header, then each line, numbers as the documents have them."""
    yield list(LINE_COLUMNS)
    found = statement.lines.order_by("position").values_list("position", "terms_version", "document")
    for position, version, document in found.iterator(chunk_size=1000):
        cells = {
            **document,
            "position": position,
            "terms_version": version,
            "settlement_currency": statement.currency,
        }
        yield [_cell(name, cells.get(name)) for name in LINE_COLUMNS]


def _cell(name: str, value):
    return Decimal(value) if name in NUMBERS and value is not None else value
