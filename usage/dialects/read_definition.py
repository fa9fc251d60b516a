"""A definition out of plain values, every fault of it named at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from usage.check.canonical import BY_DEPLOYMENT, COLUMNS, REQUIRED
from usage.dialects.definition import (
    DECIMAL_MARKS,
    ENCODINGS,
    GROUPING_MARKS,
    LAST_HEADER_LINE,
    LONGEST_WORD,
    MOST_WORDS,
    NEGATIVES,
    NOT_CONSTANT,
    PATTERNS,
    SEPARATORS,
    WORD_COLUMNS,
    DayFormat,
    Definition,
    LeftOut,
    NumberFormat,
    OwnUnit,
    Source,
)

LONGEST_NAME = 1000
_FACTOR = re.compile(r"[0-9]{1,15}(\.[0-9]{1,12})?")
_CONTROL = re.compile("[\0-\x1f\x7f]")
FLAGS = ("ignore_others", "ignore_case", "negative_deductions")


@dataclass(frozen=True)
class Fault:
    """Where in the definition (`columns.quantity`, `units`), what, and the word it is about."""

    place: str
    code: str
    word: str = ""


class BadDefinition(ValueError):
    """Raised with every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{each.place}: {each.code} {each.word}".strip() for each in faults))


def read_definition(given: Mapping[str, Any]) -> Definition:
    """The definition that the values of `Definition.as_json` describe. Raises BadDefinition."""
    definition = lenient_definition(given)
    if faults := [*_faults_of_columns(definition), *_faults_of_words(definition)]:
        raise BadDefinition(faults)
    return definition


def lenient_definition(given: Mapping[str, Any]) -> Definition:
    """The beginning of one, not yet whole. Raises BadDefinition for values of other kinds."""
    if not isinstance(given, Mapping):
        raise BadDefinition([Fault("", "not_a_definition")])
    given = {"columns": {}, **given}
    if faults := list(_faults_of_kind(given)):
        raise BadDefinition(faults)
    return Definition(
        columns={name: Source(**source) for name, source in given["columns"].items()},
        separator=given.get("separator", ","),
        encoding=given.get("encoding", "utf-8"),
        header_line=given.get("header_line", 1),
        ignored=tuple(given.get("ignored", ())),
        numbers=NumberFormat(**given.get("numbers", {})),
        days=DayFormat(**given.get("days", {})),
        words={column: dict(words) for column, words in given.get("words", {}).items()},
        units={
            word: OwnUnit(unit=own["unit"], factor=Decimal(own.get("factor", "1")))
            for word, own in given.get("units", {}).items()
        },
        unit_factor=Decimal(given.get("unit_factor", "1")),
        empty=tuple(given.get("empty", ())),
        left_out=tuple(
            LeftOut(column=each["column"], values=tuple(each["values"]), is_not=each.get("is_not", False))
            for each in given.get("left_out", ())
        ),
        **{name: given.get(name, False) for name in FLAGS},
    )


def _faults_of_kind(given: Any) -> Iterator[Fault]:
    """Whether the values are of the kinds that a definition is made of, whoever wrote them."""
    try:
        yield from _each_kind(given)
    except (AttributeError, KeyError, TypeError):
        yield Fault("", "not_a_definition")


def _each_kind(given: Mapping[str, Any]) -> Iterator[Fault]:
    unknown = given.keys() - Definition.__dataclass_fields__.keys()
    if unknown:
        yield Fault("", "not_a_definition", str(sorted(unknown)[0]))
    for name, allowed in (("separator", SEPARATORS), ("encoding", ENCODINGS)):
        if given.get(name, allowed[0]) not in allowed:
            yield Fault(name, "not_offered")
    line = given.get("header_line", 1)
    if type(line) is not int or not 1 <= line <= LAST_HEADER_LINE:
        yield Fault("header_line", "not_offered")
    if any(type(given.get(name, False)) is not bool for name in FLAGS):
        yield Fault("", "not_a_definition")
    numbers, days = NumberFormat(**given.get("numbers", {})), DayFormat(**given.get("days", {}))
    for place, value, allowed in (
        ("numbers.decimal", numbers.decimal, DECIMAL_MARKS),
        ("numbers.grouping", numbers.grouping, GROUPING_MARKS),
        ("numbers.indian", numbers.indian, (True, False)),
        ("numbers.exponent", numbers.exponent, (True, False)),
        ("numbers.negative", numbers.negative, NEGATIVES),
        ("days.pattern", days.pattern, PATTERNS),
        ("days.time", days.time, (True, False)),
        ("days.zone", days.zone, available_timezones() | {""}),
    ):
        if value not in allowed:
            yield Fault(place, "not_offered")
    if numbers.grouping == numbers.decimal:
        yield Fault("numbers.grouping", "same_marks")
    for own in (given.get("units", {}) or {}).values():
        if not _is_factor(own.get("factor", "1")):
            yield Fault("units", "bad_factor", str(own.get("factor"))[:LONGEST_WORD])
    if not _is_factor(given.get("unit_factor", "1")):
        yield Fault("columns.unit", "bad_factor", str(given.get("unit_factor"))[:LONGEST_WORD])
    yield from _not_texts(given)


def _not_texts(given: Mapping[str, Any]) -> Iterator[Fault]:
    texts = [*given.get("ignored", ()), *given.get("empty", ())]
    for source in given["columns"].values():
        Source(**source)
        texts += source.values()
    for column, words in given.get("words", {}).items():
        texts += [column, *words, *words.values()]
    for word, own in given.get("units", {}).items():
        texts += [word, own["unit"]]
    for each in given.get("left_out", ()):
        if type(each.get("is_not", False)) is not bool or isinstance(each["values"], str):
            yield Fault("left_out", "not_a_definition")
        texts += [each["column"], *each["values"]]
    if any(not isinstance(each, str) for each in texts):
        yield Fault("", "not_a_definition")
    elif long := next((each for each in texts if len(each) > LONGEST_NAME or _CONTROL.search(each)), None):
        yield Fault("", "bad_word", _CONTROL.sub("�", long[:LONGEST_WORD]))


def _is_factor(text: Any) -> bool:
    return isinstance(text, str) and bool(_FACTOR.fullmatch(text)) and bool(Decimal(text))


def _faults_of_columns(definition: Definition) -> Iterator[Fault]:
    columns = definition.columns
    for name in columns.keys() - set(COLUMNS):
        yield Fault("columns", "not_canonical", name)
    optional = BY_DEPLOYMENT if "deployment" in columns else ()
    for name in REQUIRED:
        if name not in columns and name not in optional:
            yield Fault(f"columns.{name}", "missing")
    for name, source in columns.items():
        if bool(source.column) == bool(source.constant):
            yield Fault(f"columns.{name}", "column_or_constant")
        elif source.constant and name in NOT_CONSTANT:
            yield Fault(f"columns.{name}", "not_constant")
        elif source.key and not source.column:
            yield Fault(f"columns.{name}", "key_of_nothing")
    if definition.unit_factor != 1 and not columns.get("unit", Source()).constant:
        yield Fault("columns.unit", "bad_factor", f"{definition.unit_factor:f}")
    for each in definition.left_out:
        if not each.column or not each.values:
            yield Fault("left_out", "condition", each.column)
    for name in set(definition.ignored) & set(definition.own_columns):
        yield Fault("ignored", "mapped_and_ignored", name)


def _faults_of_words(definition: Definition) -> Iterator[Fault]:
    spelled = {**definition.words, "unit": definition.units}
    for column in definition.words.keys() - set(WORD_COLUMNS) | definition.words.keys() & {"unit"}:
        yield Fault(f"words.{column}", "not_canonical", column)
    for column, words in spelled.items():
        place = "units" if column == "unit" else f"words.{column}"
        if len(words) > MOST_WORDS:
            yield Fault(place, "too_many_words")
        folded: dict[str, object] = {}
        for word, meant in words.items():
            if not word or len(word) > LONGEST_WORD or not (meant.unit if column == "unit" else meant):
                yield Fault(place, "bad_word", word[:LONGEST_WORD])
            key = word.casefold() if definition.ignore_case else word
            if folded.setdefault(key, meant) != meant:
                yield Fault(place, "said_twice", word)
