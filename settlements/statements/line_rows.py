"""Lines as people read them, from an issued statement or from a result that is not issued yet."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.money.rounding import round_decimals
from settlements.statements.models import Line
from settlements.statements.names import Names


@dataclass(frozen=True, slots=True)
class LineRow:
    """`position` counts from 1 in the order of the result document, whose line `document` is."""

    position: int
    document: dict[str, Any]
    names: Names

    @property
    def kind(self) -> str:
        return self.document["kind"]

    @property
    def title(self) -> str:
        """The application, or the kind of a line that has none."""
        return self.names.of("application", self.document.get("application") or "") or kind_name(self.kind)

    @property
    def place(self) -> str:
        """Model and market; of a line without them, the rule or contribution it comes from."""
        if self.kind == Line.Kind.CONTRIBUTION_CREDIT:
            return self.names.of("contribution", self.document["key"].partition("|")[2])
        places = [self.names.of(kind, self.document.get(kind) or "") for kind in ("model", "market")]
        return " · ".join(filter(None, places)) or self.document.get("rule") or ""

    @property
    def unit(self) -> str:
        return self.names.of("unit", self.document.get("unit") or "")

    @property
    def kind_name(self) -> str:
        return kind_name(self.kind)

    @property
    def share_shown(self) -> Decimal | None:
        """The share, or the price of a unit, with at most six decimals, for a table."""
        exact = self._share
        return None if exact is None else round_decimals(exact, 6)

    @property
    def share_rounded(self) -> bool:
        return self.share_shown != self._share

    @property
    def _share(self) -> Decimal | None:
        text = self.document.get("share") or self.document.get("rate")
        return Decimal(text) if text else None

    @property
    def per_unit(self) -> bool:
        """Whether it is charged by the unit; its base is then for reading only."""
        return self.kind == Line.Kind.EARNING and self.document.get("share") is None


def kind_name(kind: str) -> str:
    return str(dict(Line.Kind.choices).get(kind, kind))


def rows_of_document(result: dict[str, Any], names: Names | None = None) -> list[LineRow]:
    """The lines of a result document, in its order."""
    names = names or Names()
    return [LineRow(position, line, names) for position, line in enumerate(result["lines"], start=1)]
