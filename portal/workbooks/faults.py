"""What is wrong with a workbook, at the place where it is."""

from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` 0: of the sheet as a whole; `column` 0: of the row. `expected` is a sentence."""

    sheet: str
    row: int
    column: int
    heading: str
    found: str
    expected: str

    @property
    def letter(self) -> str:
        return get_column_letter(self.column) if self.column else ""


def shortened(value: Any) -> str:
    """What stands in a cell, as far as anybody reads it."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in str(value)).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
