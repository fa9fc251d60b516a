"""Parts of a statement's documents, so that a page does not read megabytes of lines for a ladder."""

from typing import Any

from django.db.models import F, Func, JSONField, Value

from settlements.statements.models import Statement


class Without(Func):
    """A JSON object less a member."""

    arg_joiner = " - "
    template = "(%(expressions)s)"
    output_field = JSONField()


def result_without_lines(statement: Statement) -> dict[str, Any]:
    return _without(statement, "result_document", "lines")


def input_without_usage(statement: Statement) -> dict[str, Any]:
    """Neither usage nor exchange rates."""
    return _without(statement, "input_document", "usage", "fx_rates")


def _without(statement: Statement, document: str, *members: str) -> dict[str, Any]:
    rest: Any = F(document)
    for member in members:
        rest = Without(rest, Value(member))
    return Statement.objects.filter(pk=statement.pk).values_list(rest, flat=True).get()
