"""Versions against themselves, each other and the term (the "Invalid" list of FORMULA section 10)."""

from datetime import date

from settlements.engine.draft import Rows
from settlements.engine.faults import FaultList, member_path
from settlements.engine.inputs import Agreement, RateRule, Version


def check_terms(agreement: Agreement | None, terms: Rows[Version], faults: FaultList) -> None:
    for path, version in terms.found:
        check_version(path, version, faults)
    _check_numbers(terms, faults)
    _check_ids_agree(terms, faults)
    overlap = _check_overlaps(terms, faults)
    if agreement is not None and terms.whole and not overlap:
        _check_coverage(agreement, terms, faults)


def check_version(path: str, version: Version, faults: FaultList) -> None:
    """What can be said of one version by itself: its rules' ids and scopes."""
    ids: set[str] = set()
    scopes: dict[tuple[str | None, ...], str] = {}
    for i, rule in enumerate(version.rate_rules):
        where = member_path(path, "rate_rules") + f"[{i}]"
        if rule.id in ids:
            faults.add(f"{where}.id", "repeated_id", "Another rule of this version has the same id.")
        ids.add(rule.id)
        unit = rule.unit if rule.charge == "per_unit" else None
        scope = (rule.charge, unit, rule.application, rule.model, rule.market)
        if scope in scopes:
            twin = scopes[scope]
            message = f"This rule rates just what {twin} rates: same charge, scope and unit."
            faults.add(where, "repeated_scope", message)
        scopes.setdefault(scope, where)


def _check_numbers(terms: Rows[Version], faults: FaultList) -> None:
    numbers: set[int] = set()
    for path, version in terms.found:
        if version.number in numbers:
            faults.add(f"{path}.version", "repeated_id", "Another version has the same number.")
        numbers.add(version.number)


def _check_ids_agree(terms: Rows[Version], faults: FaultList) -> None:
    """Rules of one id share a counter, so they must count alike in every version."""
    first: dict[str, tuple[str, RateRule]] = {}
    for path, version in terms.found:
        for i, rule in enumerate(version.rate_rules):
            known_path, known = first.setdefault(rule.id, (path, rule))
            if known_path == path:
                continue
            for name in ("charge", "unit", "tier_metric", "accumulate"):
                if getattr(rule, name) != getattr(known, name):
                    message = f"A rule of this id has another {name} in {known_path}; take another id."
                    faults.add(f"{path}.rate_rules[{i}].{name}", "counter_differs", message)


def _check_overlaps(terms: Rows[Version], faults: FaultList) -> bool:
    overlap = False
    until: date | None = date.min
    for path, version in _in_order(terms):
        if until is None or version.start < until:
            overlap = True
            faults.add(
                f"{path}.from", "versions_overlap", "This version begins before the one before it ends."
            )
        if until is not None:
            until = None if version.end is None else max(until, version.end)
    return overlap


def _check_coverage(agreement: Agreement, terms: Rows[Version], faults: FaultList) -> None:
    """Every day of the term has its version; beyond the term nothing is asked."""
    day: date | None = agreement.starts
    for _, version in _in_order(terms):
        if day is None or version.start > day:
            break
        if version.end is None or version.end > day:
            day = version.end
    if day is not None and (agreement.ends is None or day < agreement.ends):
        faults.add("terms", "term_not_covered", f"No version is in force on {day}, a day of the term.")


def _in_order(terms: Rows[Version]) -> list[tuple[str, Version]]:
    return sorted(terms.found, key=lambda row: row[1].start)
