"""What a sheet of the workbook and one of its columns are."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise


class Kind(Enum):
    TEXT = "text"
    CODE = "code"
    DAY = "day"
    NUMBER = "number"
    PERCENT = "percent"
    RATE = "rate"  # percent or a price, as the row's charge says
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is its heading in every language; `codes`: the values taken."""

    name: str
    kind: Kind
    help: Promise
    example: Any
    required: bool = False
    longest: int = 200
    codes: Callable[[], list[str]] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` is the name of its tab, in every language."""

    title: str
    help: Promise
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(each for each in self.columns if each.name == name)
