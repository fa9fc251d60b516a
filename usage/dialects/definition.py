"""What a dialect says: how a partner's own layout becomes the canonical file. Declared, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

WORD_COLUMNS = ("application", "model", "market", "unit", "currency", "deployment")
"""Columns whose own words may stand for codes."""
NOT_CONSTANT = ("usage_date", "customer_ref", "source_ref")
SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "windows-1252", "utf-16")
DECIMAL_MARKS = (".", ",")
GROUPING_MARKS = ("", ",", ".", "'", " ")
NEGATIVES = ("minus", "trailing", "parentheses")
PATTERNS = ("YYYY-MM-DD", "YYYY/MM/DD", "YYYYMMDD", "DD.MM.YYYY", "DD/MM/YYYY", "DD-MM-YYYY", "MM/DD/YYYY")
MOST_WORDS, LONGEST_WORD = 5000, 200
LAST_HEADER_LINE = 50


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a canonical column comes from: an own column (a member of the JSON in it: key), or a constant."""

    column: str = ""
    key: str = ""
    constant: str = ""


@dataclass(frozen=True, kw_only=True)
class NumberFormat:
    """indian: groups of two above the last three. exponent: `1.5E-7` is read, exactly."""

    decimal: str = "."
    grouping: str = ""
    indian: bool = False
    negative: str = "minus"
    exponent: bool = False


@dataclass(frozen=True, kw_only=True)
class DayFormat:
    """time: a time of day follows; without an offset it is local to `zone` (empty: the agreement's)."""

    pattern: str = "YYYY-MM-DD"
    time: bool = False
    zone: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnUnit:
    """One of the own unit is `factor` of the catalogue's."""

    unit: str
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Rows whose cell is one of the values (is_not: none of them) are no usage."""

    column: str
    values: tuple[str, ...]
    is_not: bool = False


@dataclass(frozen=True, kw_only=True)
class Definition:
    """separator, encoding, header_line concern CSV (header_line also workbooks); the rest every format.

    columns: canonical column → where it comes from. ignored: own columns left aside; ignore_others: all
    that are not mapped. words: column → own word → code. unit_factor: of a constant unit.
    empty: words that stand for an empty cell. negative_deductions: what goes off is written with a minus.
    """

    columns: Mapping[str, Source]
    separator: str = ","
    encoding: str = "utf-8"
    header_line: int = 1
    ignored: tuple[str, ...] = ()
    ignore_others: bool = False
    numbers: NumberFormat = field(default_factory=NumberFormat)
    days: DayFormat = field(default_factory=DayFormat)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    units: Mapping[str, OwnUnit] = field(default_factory=dict)
    unit_factor: Decimal = Decimal(1)
    ignore_case: bool = False
    empty: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    negative_deductions: bool = False

    @property
    def own_columns(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        named = [source.column for source in self.columns.values()] + [each.column for each in self.left_out]
        return tuple(dict.fromkeys(filter(None, named)))

    def as_json(self) -> dict:
        """Plain values, which `read_definition` reads back; what is as usual is left away."""
        return {
            "separator": self.separator,
            "encoding": self.encoding,
            "header_line": self.header_line,
            "columns": {name: _filled(source) for name, source in self.columns.items()},
            "ignored": list(self.ignored),
            "ignore_others": self.ignore_others,
            "numbers": vars(self.numbers),
            "days": vars(self.days),
            "words": {column: dict(words) for column, words in self.words.items() if words},
            "units": {
                word: {"unit": own.unit, "factor": plain(own.factor)} for word, own in self.units.items()
            },
            "unit_factor": plain(self.unit_factor),
            "ignore_case": self.ignore_case,
            "empty": list(self.empty),
            "left_out": [
                {"column": each.column, "values": list(each.values), "is_not": each.is_not}
                for each in self.left_out
            ],
            "negative_deductions": self.negative_deductions,
        }


def plain(number: Decimal) -> str:
    """Without an exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _filled(source: Source) -> dict[str, str]:
    return {name: value for name, value in vars(source).items() if value}
