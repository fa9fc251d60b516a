"""Facts of an issued input said otherwise. The input itself is never touched."""

import json
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.refused import Refused

Document = dict[str, Any]
USAGE = ("quantity", "gross_revenue", "deductions")
"""Facts of one bucket: `of` is its id."""

ADDED = {"added_quantity": "quantity", "added_revenue": "gross_revenue"}
"""Facts of usage that no bucket has: `of` is its place, as in `ADDED_PLACE`. Nothing was issued for it."""

ADDED_PLACE = ("application", "model", "market", "unit", "currency")
TIER = ("rate", "up_to", "flat")
"""Facts of one tier: `of` is version, rule and the tier's place, counted from 1."""

GRANT = ("uplift",)
"""Of an exclusive right: `of` is version and its id. Zero: it does not count."""

CONTRIBUTION = ("points", "amount")
"""Of a contribution: `of` is its id. Zero: it does not count."""

IDS = {**dict.fromkeys((*USAGE, *CONTRIBUTION), 1), **dict.fromkeys(TIER, 3), **dict.fromkeys(GRANT, 2)}
IDS |= dict.fromkeys(ADDED, len(ADDED_PLACE))
MOST = 200
_CODE = re.compile(r"[A-Za-z0-9._-]{1,200}")
_PLAIN = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
"""More digits than the engine takes: it says so itself."""


@dataclass(frozen=True, slots=True)
class Change:
    """`fact` of what `of` names comes to `to`, a number in plain notation; rates are shares (0.2)."""

    fact: str
    of: tuple[str, ...]
    to: str

    def as_json(self) -> Document:
        return {"fact": self.fact, "of": list(self.of), "to": self.to}


def apply_changes(document: Document, changes: Sequence[Change]) -> Document:
    """A settlement input in which the changes are true; the document given stays as it is.

    Raises Refused: `names_nothing`, `changed_twice`, `bad_changes`.
    """
    _check(changes)
    changed = {
        **document,
        "terms": deepcopy(document["terms"]),
        "contributions": deepcopy(document.get("contributions", [])),
        "usage": [dict(bucket) for bucket in document["usage"]],
    }
    rows = _Rows(changed)
    added: dict[tuple[str, ...], Document] = {}
    for change in changes:
        if change.fact in ADDED:
            bucket = added.setdefault(change.of, new_bucket(document, change.of, len(added) + 1))
            bucket[ADDED[change.fact]] = change.to
        else:
            rows.of(change)[change.fact] = change.to
    changed["usage"] += added.values()
    return changed


def new_bucket(document: Document, place: tuple[str, ...], number: int) -> Document:
    """Without usage yet, in the last days of the period that one version of the terms rates."""
    agreement, period = document["agreement"], document["period"]
    end = min(period["to"], agreement.get("ends") or period["to"])
    begun = [version["from"] for version in document["terms"] if version["from"] < end]
    start = max(period["from"], agreement["starts"], *begun)
    figures = {"quantity": "0", "gross_revenue": "0", "deductions": "0"}
    named = dict(zip(ADDED_PLACE, place, strict=True))
    return {"id": f"added-{number}", **named, "from": start, "to": end, **figures}


def real_changes(document: Document, changes: Sequence[Change]) -> list[Change]:
    """Without those that say what the document says. Raises Refused as `apply_changes`."""
    _check(changes)
    rows = _Rows(document)
    return [
        change
        for change in changes
        if Decimal(issued_value(rows.of(change), change.fact)) != Decimal(change.to)
    ]


def row_of(document: Document, change: Change) -> Document:
    """What the change is about: a bucket, tier, grant or contribution. Raises Refused as `apply_changes`."""
    _check([change])
    return _Rows(document).of(change)


def issued_value(row: Mapping[str, Any], fact: str) -> str:
    """What the row says; what it leaves out counts as zero."""
    return row.get(fact) or "0"


def changes_text(changes: Sequence[Change]) -> str:
    """For an address or a hidden field."""
    return json.dumps([change.as_json() for change in changes], separators=(",", ":"))


def read_changes(text: str) -> list[Change]:
    """What `changes_text` wrote. Raises Refused: `bad_changes`."""
    try:
        rows = json.loads(text or "[]")
        return [Change(row["fact"], tuple(row["of"]), row["to"]) for row in rows]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _unread() from None


def _check(changes: Sequence[Change]) -> None:
    for change in changes:
        texts = [change.fact, change.to, *change.of]
        if not all(isinstance(text, str) for text in texts) or not _PLAIN.fullmatch(change.to):
            raise _unread()
        if IDS.get(change.fact) != len(change.of):
            raise _unread()
        # No row holds these codes: they come as they were sent.
        if change.fact in ADDED and not all(map(_CODE.fullmatch, change.of)):
            raise _unread()
    if len(changes) > MOST:
        sentence = _("At most %(most)s facts can be changed at once. Change fewer, or restate the period.")
        raise Refused("bad_changes", sentence % {"most": MOST})
    if len({(change.fact, change.of) for change in changes}) < len(changes):
        raise Refused("changed_twice", _("One fact is changed twice. Say once what it should be."))


def _unread() -> Refused:
    sentence = _("These changes cannot be read. Open the page of the dispute and recompute again.")
    return Refused("bad_changes", sentence)


class _Rows:
    """What changes name, found by its ids."""

    def __init__(self, document: Document) -> None:
        self._terms = {str(version["version"]): version for version in document["terms"]}
        self._buckets = {bucket["id"]: bucket for bucket in document["usage"]}
        self._contributions = {row["id"]: row for row in document.get("contributions", [])}

    def of(self, change: Change) -> Document:
        if change.fact in ADDED:
            return {}
        row = self._found(change)
        # An amount is no fact of a contribution that grants points, and no bound one of the last tier.
        if row is None or (change.fact in ("up_to", *CONTRIBUTION) and row.get(change.fact) is None):
            sentence = _(
                "The statement has no %(fact)s of “%(name)s” to change. Choose a fact it was computed from."
            )
            raise Refused("names_nothing", sentence % {"fact": change.fact, "name": " ".join(change.of)})
        return row

    def _found(self, change: Change) -> Document | None:
        if change.fact in USAGE:
            return self._buckets.get(change.of[0])
        if change.fact in CONTRIBUTION:
            return self._contributions.get(change.of[0])
        version = self._terms.get(change.of[0], {})
        if change.fact in GRANT:
            return _by_id(version.get("exclusivity", []), change.of[1])
        tiers = (_by_id(version.get("rate_rules", []), change.of[1]) or {}).get("tiers", [])
        places = {str(place): tier for place, tier in enumerate(tiers, start=1)}
        return places.get(change.of[2])


def _by_id(rows: list[Document], wanted: str) -> Document | None:
    return next((row for row in rows if row["id"] == wanted), None)
