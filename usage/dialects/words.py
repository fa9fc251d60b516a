"""A definition in words, and what differs between two."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from usage.check.canonical import COLUMNS
from usage.dialects import choices, days, numbers
from usage.dialects.definition import Definition, Source
from usage.dialects.differences import differences
from usage.dialects.own_words import condition_text, constant_text, unit_text


@dataclass(frozen=True, slots=True)
class InWords:
    """columns: (canonical, where from). facts: (what, how). words: (column, [(own, code)])."""

    columns: list[tuple[str, str]]
    facts: list[tuple[str, str]]
    words: list[tuple[str, list[tuple[str, str]]]]


def in_words(definition: Definition) -> InWords:
    spelled = {**definition.words, "unit": {own: unit_text(each) for own, each in definition.units.items()}}
    return InWords(
        columns=[(name, source_words(definition, name)) for name in COLUMNS if name in definition.columns],
        facts=_facts(definition),
        words=[(name, sorted(spelled[name].items())) for name in COLUMNS if spelled.get(name)],
    )


def source_words(definition: Definition, name: str) -> str:
    """Where a canonical column comes from."""
    source = definition.columns.get(name, Source())
    if source.constant:
        return _("always %(value)s") % {"value": constant_text(definition, name)}
    if source.key:
        return _("“%(column)s”, member “%(key)s”") % {"column": source.column, "key": source.key}
    return _("“%(column)s”") % {"column": source.column}


def _facts(definition: Definition) -> list[tuple[str, str]]:
    zone = definition.days.zone or _("the agreement’s time zone")
    dates = _("%(pattern)s, such as %(example)s") % {
        "pattern": definition.days.pattern,
        "example": days.example(definition.days),
    }
    facts = [
        (_("CSV"), _layout(definition)),
        (_("Numbers"), _number_words(definition)),
        (_("Dates"), dates),
    ]
    if definition.days.time:
        facts.append((_("Times without an offset"), zone))
    if definition.negative_deductions:
        facts.append((_("Deductions"), _("written as negative numbers")))
    if definition.ignore_case:
        facts.append((_("Words"), _("capital and small letters are the same")))
    if definition.empty:
        facts.append((_("Means empty"), ", ".join(f"“{word}”" for word in definition.empty)))
    if definition.left_out:
        facts.append((_("Rows left out"), "; ".join(condition_text(each) for each in definition.left_out)))
    if definition.ignore_others:
        facts.append((_("Left aside"), _("every other column")))
    elif definition.ignored:
        facts.append((_("Left aside"), ", ".join(f"“{name}”" for name in definition.ignored)))
    return facts


def _layout(definition: Definition) -> str:
    return _("separator %(separator)s · %(encoding)s · column names on line %(line)s") % {
        "separator": choices.SEPARATOR_NAMES[definition.separator],
        "encoding": dict(choices.ENCODINGS)[definition.encoding],
        "line": definition.header_line,
    }


def _number_words(definition: Definition) -> str:
    shown = numbers.example(definition.numbers)
    said = [_("such as %(example)s") % {"example": shown}]
    if definition.numbers.negative != "minus":
        said.append(str(dict(choices.NEGATIVES)[definition.numbers.negative]))
    if definition.numbers.exponent:
        said.append(_("exponents are read"))
    return "; ".join(said)


def changes_in_words(before: Definition, after: Definition) -> list[tuple[str, str, str]]:
    """What, before, after; a dash where there was or is nothing."""
    return [
        (_place(each.place), _value(each.before), _value(each.after)) for each in differences(before, after)
    ]


def _place(place: str) -> str:
    kind, _dot, rest = place.partition(".")
    names = {
        "columns": _("Column"),
        "words": _("Words"),
        "units": _("Units"),
        "unit_factor": _("Factor of the unit"),
        "numbers": _("Numbers"),
        "days": _("Dates"),
        "ignored": _("Left aside"),
        "ignore_others": _("Every other column left aside"),
        "empty": _("Means empty"),
        "left_out": _("Rows left out"),
        "separator": _("Separator (CSV)"),
        "encoding": _("Encoding (CSV)"),
        "header_line": _("Line of the column names"),
        "ignore_case": _("Capital and small letters are the same"),
        "negative_deductions": _("Deductions are written as negative numbers"),
    }
    return " · ".join(filter(None, (names.get(kind, kind), rest.replace(".", " · ", 1))))


def _value(value: object) -> str:
    if value is None or value == "":
        return "–"
    if value is True or value is False:
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return " * ".join(str(each) for each in value.values() if each != "1")
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return _("tab") if value == "\t" else str(value)
