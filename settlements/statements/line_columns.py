"""A statement's lines as rows of a file: the same columns in CSV, XLSX, bundle and PDF.

Columns are called as in the field (AWS' billing feed, Microsoft's earnings, Snowflake's disbursements); who a
row belongs to stands in every row, so that many statements' files can be put one under the other.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from settlements.statements.models import Statement

OF_THE_STATEMENT = (
    "statement",
    "statement_version",
    "agreement",
    "period_from",
    "period_to",
    "issued_at",
)
TEXTS = (
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
)
FROM_STEPS = {
    "gross_revenue": ("base", "gross_revenue"),
    "deductions": ("base", "deductions"),
    "fx_rate": ("fx", "fx_rate"),
    "fx_date": ("fx", "date"),
    "fx_source": ("fx", "source"),
}
"""Column → the step and its input that holds it."""
COLUMNS = (
    *OF_THE_STATEMENT,
    *TEXTS,
    "quantity",
    "gross_revenue",
    "deductions",
    "base",
    "fx_rate",
    "fx_date",
    "fx_source",
    "base_settlement",
    "rate",
    "exclusivity",
    "contributions",
    "share",
    "exact",
    "amount",
    "settlement_currency",
    "key",
)
NUMBERS = frozenset(COLUMNS[COLUMNS.index("quantity") : COLUMNS.index("amount") + 1]) - {
    "fx_date",
    "fx_source",
}
CHUNK = 1000


def line_rows(statement: Statement) -> Iterator[list[Any]]:
    """The header, then a row per line in their order; numbers as Decimal with every digit."""
    yield list(COLUMNS)
    about = _about(statement)
    rows = statement.lines.order_by("position").values_list("position", "terms_version", "document")
    for position, version, document in rows.iterator(chunk_size=CHUNK):
        cells = {**document, **_steps(document), **about, "position": position, "terms_version": version}
        yield [_cell(name, cells.get(name)) for name in COLUMNS]


def _about(statement: Statement) -> dict[str, Any]:
    return {
        "statement": statement.number,
        "statement_version": statement.version,
        "agreement": statement.agreement.number,
        "period_from": statement.period.from_date,
        "period_to": statement.period.to_date,
        "issued_at": statement.issued_at,
        "settlement_currency": statement.currency,
    }


def _steps(document: dict[str, Any]) -> dict[str, Any]:
    inputs = {each["name"]: each["inputs"] for each in document["steps"]}
    return {column: inputs.get(step, {}).get(name) for column, (step, name) in FROM_STEPS.items()}


def _cell(name: str, value: Any) -> Any:
    return Decimal(value) if name in NUMBERS and value is not None else value
