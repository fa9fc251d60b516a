"""Whether terms as JSON can be the terms of an agreement here: the engine's rules, then the portal's."""

from collections.abc import Iterator
from typing import Any

from agreements.catalogue_codes import CatalogueCodes
from agreements.models import Agreement
from agreements.terms_document import ANY, agreement_document
from settlements.engine.faults import Fault, InvalidInput, member_path, quoted
from settlements.engine.inputs import Grant, RateRule, Version
from settlements.engine.parse import parse_terms, parse_version

LONGEST_TEXT = 100
HIGHEST_NUMBER = 2**31 - 1
_LISTS = {
    "application": "the catalogue has no application of this code",
    "model": "the catalogue has no model of this code",
    "market": "this is no country by ISO 3166-1 alpha-2",
    "unit": "the catalogue has no unit of this code",
}


def check_terms(*, agreement: Agreement, terms: Any) -> tuple[Version, ...]:
    """All versions, held against the agreement and each other (FORMULA section 10).

    Raises InvalidInput with every fault and its path, `terms[0]…`.
    """
    versions = parse_terms(terms, agreement=agreement_document(agreement=agreement))
    codes = CatalogueCodes()
    faults = [fault for i, version in enumerate(versions) for fault in _faults(f"terms[{i}]", version, codes)]
    if faults:
        raise InvalidInput(faults)
    return versions


def check_version(*, agreement: Agreement, version: Any) -> Version:
    """One version by itself, paths from its own members. Raises InvalidInput."""
    read = parse_version(version, agreement=agreement_document(agreement=agreement))
    faults = list(_faults("", read, CatalogueCodes()))
    if faults:
        raise InvalidInput(faults)
    return read


def _faults(path: str, version: Version, codes: CatalogueCodes) -> Iterator[Fault]:
    if not 1 <= version.number <= HIGHEST_NUMBER:
        yield Fault(member_path(path, "version"), "out_of_range", "Versions are numbered from 1.")
    for i, rule in enumerate(version.rate_rules):
        yield from _row_faults(member_path(path, "rate_rules") + f"[{i}]", rule, codes)
    for i, grant in enumerate(version.exclusivity):
        yield from _row_faults(member_path(path, "exclusivity") + f"[{i}]", grant, codes)


def _row_faults(path: str, row: RateRule | Grant, codes: CatalogueCodes) -> Iterator[Fault]:
    if not row.id.strip():
        yield Fault(f"{path}.id", "missing_value", "This needs an id: a short name without |.")
    for name, text in (("id", row.id), ("clause", row.clause or "")):
        if len(text) > LONGEST_TEXT or not text.isprintable():
            wanted = f"at most {LONGEST_TEXT} printable characters"
            yield Fault(f"{path}.{name}", "bad_text", f"This must be {wanted}, not {quoted(text)}.")
    for name in ("application", "model", "market", "unit"):
        code = getattr(row, name, None)
        if code not in (None, ANY) and code not in getattr(codes, name):
            yield Fault(f"{path}.{name}", f"unknown_{name}", f"{quoted(code)}: {_LISTS[name]}.")
