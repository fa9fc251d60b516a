"""Statements' lines as rows, made by the database from the results it stores.

From here thousands of documents would travel, each of them quoted: that took more than half of an issue.
"""

# ruff: noqa: S608 (names alone, and all of them ours)

from collections.abc import Iterable

from django.db import connection

from settlements.statements.models import Line, Statement

TEXTS = ("kind", "rule", "clause", "application", "model", "market", "unit", "currency")
NUMBERS = ("quantity", "base", "base_settlement", "rate", "share")


def write_lines(statements: Iterable[Statement]) -> None:
    """One row for each line of each statement, in their order, from 1."""
    values = {
        "statement_id": "statement.id",
        "partner_id": "statement.partner_id",
        "position": "place",
        "key": "line->>'key'",
        "terms_version": "(line->>'version')::integer",
        "amount": "(line->>'amount')::numeric",
        "document": "line",
        **{name: f"coalesce(line->>'{name}', '')" for name in TEXTS},
        **{name: f"(line->>'{name}')::numeric" for name in NUMBERS},
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {Line._meta.db_table} ({", ".join(f'"{name}"' for name in values)})
            SELECT {", ".join(values.values())}
            FROM {Statement._meta.db_table} AS statement,
                jsonb_array_elements(statement.result_document->'lines') WITH ORDINALITY AS each (line, place)
            WHERE statement.id = ANY(%s)
            """,
            [[statement.pk for statement in statements]],
        )
