"""The facts of an issued input that disputed lines were computed from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from settlements.disputes.models import Dispute
from settlements.disputes.sandbox.changes import CONTRIBUTION, Change, Document
from settlements.disputes.sandbox.told import PLACE, counts

MOST = 60
"""As many rows of usage, rules, rights and contributions of each are on the page."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`change` says what is issued: with another `to` it is one."""

    change: Change
    percent: bool
    about: Document

    @property
    def name(self) -> str:
        """Of its field."""
        return "-".join((self.change.fact, *self.change.of))


@dataclass(frozen=True, slots=True)
class Facts:
    """`left_out`: so many rows of usage, rules, rights and contributions more stand behind the lines."""

    usage: list[tuple[Document, list[Fact]]]
    rules: list[tuple[Document, Document, list[list[Fact]]]]
    grants: list[tuple[Document, Fact]]
    contributions: list[tuple[Document, Fact]]
    left_out: int

    def __iter__(self) -> Iterator[Fact]:
        for _bucket, facts in self.usage:
            yield from facts
        for _version, _rule, tiers in self.rules:
            for facts in tiers:
                yield from facts
        for _row, fact in (*self.grants, *self.contributions):
            yield fact


def facts_of(dispute: Dispute) -> Facts:
    """Behind the disputed lines; all there are where the dispute is also about what is no line."""
    document = dispute.statement.input_document
    lines = dispute.statement.result_document["lines"]
    rows = list(dispute.lines.select_related("line"))
    disputed = [row.line.document for row in rows if row.line]
    if len(disputed) < len(rows):
        disputed = lines
    rules = {(line["version"], line["rule"]) for line in disputed if line.get("rule")}
    buckets = _buckets(document, lines, disputed)
    versions = {version["version"]: version for version in document["terms"]}
    whose = {version for version, _rule in rules} or set(versions)
    rated = [
        (version, rule, list(_tiers(version, rule)))
        for version in document["terms"]
        for rule in version["rate_rules"]
        if (version["version"], rule["id"]) in rules
    ]
    grants = [
        (grant, _fact("uplift", (str(number), grant["id"]), grant, percent=True))
        for number in sorted(whose)
        for grant in versions[number].get("exclusivity", [])
        if any(_covers(grant, line) for line in disputed)
    ]
    contributions = [
        (row, _fact(fact, (row["id"],), row, percent=fact == "points"))
        for row in document.get("contributions", [])
        for fact in CONTRIBUTION
        if row.get(fact) is not None and any(_covers(row, line) for line in disputed)
    ]
    usage = [(bucket, list(_usage(bucket))) for bucket in buckets]
    left_out = sum(max(0, len(each) - MOST) for each in (usage, rated, grants, contributions))
    return Facts(usage[:MOST], rated[:MOST], grants[:MOST], contributions[:MOST], left_out)


def _buckets(document: Document, lines: list[Document], disputed: list[Document]) -> list[Document]:
    """Of a line without usage of its own, such as a flat fee: all that its rule rated."""
    wanted: set[str] = set()
    for line in disputed:
        own = line.get("buckets") or [
            bucket
            for other in lines
            if line.get("rule") and (other["rule"], other["version"]) == (line["rule"], line["version"])
            for bucket in other.get("buckets") or []
        ]
        wanted |= set(own)
    return [bucket for bucket in document["usage"] if bucket["id"] in wanted]


def _usage(bucket: Document) -> Iterator[Fact]:
    for fact in ("quantity", "gross_revenue", "deductions"):
        yield _fact(fact, (bucket["id"],), bucket)


def _tiers(version: Document, rule: Document) -> Iterator[list[Fact]]:
    """Of each tier its end, rate and flat fee, as far as it has them."""
    about = {**rule, "version": version["version"], "counts": counts(rule)}
    for place, tier in enumerate(rule["tiers"], start=1):
        of = (str(version["version"]), rule["id"], str(place))
        names = [name for name in ("up_to", "rate", "flat") if name == "rate" or tier.get(name) is not None]
        yield [
            _fact(name, of, {**about, **tier}, percent=name == "rate" and rule["charge"] == "percentage")
            for name in names
        ]


def _fact(fact: str, of: tuple[str, ...], row: Document, *, percent: bool = False) -> Fact:
    return Fact(Change(fact, of, row.get(fact) or "0"), percent, row)


def _covers(scope: dict[str, Any], line: Document) -> bool:
    """Whether usage of the line may lie in the scope; lines without a place lie in all."""
    return all(scope.get(name, "*") in ("*", line.get(name) or scope.get(name, "*")) for name in PLACE)
