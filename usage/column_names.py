"""What a column is called where a report's faults are told."""

from usage.dialects.definition import Definition
from usage.models import Report


class ColumnNames:
    """Of one report: canonical, or the partner's own with the canonical one behind it."""

    def __init__(self, report: Report) -> None:
        self.definition: Definition | None = report.dialect.read if report.dialect else None

    def of(self, column: str) -> str:
        """`quantity`, in a dialect `Menge → quantity`; a constant has no own name."""
        source = self.definition.columns.get(column) if self.definition else None
        return f"{source.column} → {column}" if source and source.column else column
