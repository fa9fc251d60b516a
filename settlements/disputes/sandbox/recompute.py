"""A statement settled again with other facts, by the same engine, beside what was issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.fault_words import words_of
from portal.refused import Refused
from settlements.disputes.sandbox.changes import Change, apply_changes, real_changes
from settlements.engine import InvalidInput, settle_document
from settlements.engine.exact import ZERO, exact_arithmetic
from settlements.statements.differences import Difference
from settlements.statements.models import Statement
from settlements.statements.rung_sentences import RUNGS

Document = dict[str, Any]
FAULTS = 3
"""As many are told in a sentence."""


@dataclass(frozen=True, slots=True)
class RecomputedLine:
    """One line, as the engine explains it in `steps`; None where only the other settlement has it.

    `position` counts from 1 on the statement, and is None for a line that appears.
    """

    position: int | None
    issued: Document | None
    now: Document | None

    @property
    def line(self) -> Document:
        return self.now or self.issued or {}

    @property
    def amounts(self) -> Difference:
        """A line that is not there comes to zero."""
        old, new = (Decimal(line["amount"]) if line else ZERO for line in (self.issued, self.now))
        return Difference("amount", old, new)

    @property
    def kind(self) -> str:
        """appears, vanishes, changes or stays."""
        if self.issued is None:
            return "appears"
        if self.now is None:
            return "vanishes"
        return "changes" if self.amounts.change else "stays"


@dataclass(frozen=True, slots=True)
class Recomputed:
    """`changes`: those that say something else than was issued. `document`, `result`: with them."""

    changes: list[Change]
    document: Document
    issued: Document
    result: Document
    lines: list[RecomputedLine]

    @property
    def rungs(self) -> list[Difference]:
        return [Difference.of(name, self.issued["ladder"], self.result["ladder"]) for name in RUNGS]

    @property
    def due(self) -> Difference:
        return self.rung("due_now")

    def rung(self, name: str) -> Difference:
        return Difference.of(name, self.issued["ladder"], self.result["ladder"])

    def line_at(self, position: int) -> RecomputedLine:
        return next(line for line in self.lines if line.position == position)

    @property
    def differing(self) -> list[RecomputedLine]:
        return [line for line in self.lines if line.kind != "stays"]


def recompute(statement: Statement, changes: Sequence[Change]) -> Recomputed:
    """Every line and rung as issued and with the changes. Writes nothing.

    Raises Refused: `cannot_recompute`, and those of `apply_changes`.
    """
    issued = statement.input_document
    told = real_changes(issued, changes)
    document = apply_changes(issued, told)
    try:
        result = settle_document(document)
    except InvalidInput as fault:
        raise _refused(" ".join(dict.fromkeys(words_of(each) for each in fault.faults[:FAULTS]))) from fault
    if result["errors"]:
        raise _refused(_("An exchange rate is missing."))
    lines = _lines(statement.result_document["lines"], result["lines"])
    return Recomputed(told, document, statement.result_document, result, lines)


def _refused(why: str) -> Refused:
    sentence = _("Nothing can be settled with these facts: %(why)s Correct them and compute again.")
    return Refused("cannot_recompute", sentence % {"why": why})


def _lines(issued: list[Document], now: list[Document]) -> list[RecomputedLine]:
    """The issued ones in their order, then those that appear.

    A line's key names its rights and contributions: where those change, the line of the same usage
    under the same rule is the one it became.
    """
    by_key = {line["key"]: line for line in now}
    left = {line["key"]: line for line in now}
    for line in issued:
        left.pop(line["key"], None)
    same_usage = {_usage(line): line for line in left.values() if line["kind"] == "earning"}
    found = []
    for position, line in enumerate(issued, start=1):
        became = by_key.get(line["key"])
        if became is None and line["kind"] == "earning":
            became = same_usage.pop(_usage(line), None)
            if became is not None:
                del left[became["key"]]
        found.append(RecomputedLine(position, line, became))
    return found + [RecomputedLine(None, None, line) for line in left.values()]


def _usage(line: Document) -> tuple:
    return line["rule"], line["version"], *line["buckets"]


def sum_of_changes(lines: Sequence[RecomputedLine]) -> Decimal:
    with exact_arithmetic():
        return sum((line.amounts.change for line in lines), ZERO)
