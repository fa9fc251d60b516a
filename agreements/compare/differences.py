"""Two versions side by side: every member that differs, by what the reader sees of it.

Values are compared as they are shown; numbers are shown to their last digit, so nothing hides behind that.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.compare.members import (
    grant_members,
    obligation_members,
    rule_columns,
    rule_members,
    tariff_members,
    version_members,
)
from agreements.compare.word_differences import Piece, word_differences
from agreements.models import ExclusivityGrant, RateRule, Version
from agreements.operations.words_of import operations_shown
from agreements.words.rule_in_words import rule_in_words
from agreements.words.scope_sentences import of_right

Members = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """`change`: changed, added or removed. `pieces` where a text differs in words: those of old and new."""

    name: str
    old: Any
    new: Any
    change: str
    pieces: tuple[list[Piece], list[Piece]] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What differs under a title, and the names of what is the same on both sides."""

    title: str
    rows: list[Row]
    same: list[str]


_also: list[Callable[[Version, Version], Iterable[Part]]] = []


def compare_also(parts: Callable[[Version, Version], Iterable[Part]]) -> None:
    """Let another room add its parts of a version, made with `part_of`, to every comparison."""
    if parts not in _also:
        _also.append(parts)


def differences(old: Version, new: Version) -> list[Part]:
    """All parts of both, as `versions_with_rules` reads them; a part without rows is the same."""
    rules = [{rule.code: rule for rule in version.rules.all()} for version in (old, new)]
    grants = [{grant.code: grant for grant in version.grants.all()} for version in (old, new)]
    parts = [part_of(_("Dates, limits and conditions"), version_members(old), version_members(new))]
    parts += _by_code(_("Rule %(code)s"), rules, _Rules(), lambda rule: rule_in_words(rule, rule.version))
    parts += _by_code(_("Exclusive right %(code)s"), grants, _grants, of_right)
    parts.append(part_of(_("How it is carried out"), operations_shown(old), operations_shown(new)))
    parts.append(part_of(_("Tariff of contributions"), tariff_members(old), tariff_members(new)))
    parts.append(part_of(_("Obligations"), obligation_members(old), obligation_members(new)))
    parts.append(_clauses(old, new))
    for room in _also:
        parts += room(old, new)
    return parts


def part_of(title: str, old: Members, new: Members) -> Part:
    """Pairs of name and shown value on both sides, matched by name; one side may lack a name."""
    before, after = dict(old), dict(new)
    names = list(dict.fromkeys([*before, *after]))
    rows = [
        _row(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    ]
    return Part(title, rows, [name for name in names if before.get(name) == after.get(name)])


class _Rules:
    """Rules are many, and most stay: of those, members are named, not worked out."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, int], list[str]] = {}

    def __call__(self, title: str, old: RateRule, new: RateRule) -> Part:
        if rule_columns(old) != rule_columns(new):
            return part_of(title, rule_members(old), rule_members(new))
        kind = (new.charge, len(new.tiers.all()))
        if kind not in self._names:
            self._names[kind] = [name for name, _value in rule_members(new)]
        return Part(title, [], self._names[kind])


def _grants(title: str, old: ExclusivityGrant, new: ExclusivityGrant) -> Part:
    return part_of(title, grant_members(old), grant_members(new))


def _by_code(title: str, sides: list[dict], part: Callable[..., Part], in_words) -> Iterator[Part]:
    """Member by member where both sides have the code; what only one has is told in words, in one row."""
    old, new = sides
    for code in sorted(old.keys() | new.keys()):
        named = title % {"code": code}
        if code in old and code in new:
            yield part(named, old[code], new[code])
        else:
            told = [" ".join(in_words(side[code])) if code in side else None for side in sides]
            yield Part(named, [_row(_("All of it"), *told)], [])


def _clauses(old: Version, new: Version) -> Part:
    before, after = ({clause.number: clause for clause in version.clauses.all()} for version in (old, new))
    rows, same = [], []
    for number in dict.fromkeys([*before, *after]):
        name = _("Clause %(number)s") % {"number": number}
        sides = [_whole(side.get(number)) for side in (before, after)]
        if sides[0] == sides[1]:
            same.append(name)
        elif None in sides:
            rows.append(_row(name, *sides))
        else:
            rows.append(Row(name, *sides, change="changed", pieces=word_differences(*sides)))
    return Part(_("Clauses"), rows, same)


def _whole(clause) -> str | None:
    if clause is None:
        return None
    return f"{clause.title}\n{clause.text}"


def _row(name: str, old: Any, new: Any) -> Row:
    change = "added" if old is None else "removed" if new is None else "changed"
    return Row(name, old, new, change)
