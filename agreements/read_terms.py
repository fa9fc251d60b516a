"""What an imported document holds, beside what is in force already."""

from typing import Any

from agreements.access import versions_in_force
from agreements.models import Agreement
from agreements.models import Version as Row
from agreements.terms_document import agreement_document, version_document
from settlements.engine.faults import Fault, InvalidInput, quoted
from settlements.engine.inputs import Version
from settlements.engine.parse import parse_version

_MUST_AGREE = ("collected_by", "settlement_currency", "starts", "ends")


def terms_in(value: Any, agreement: Agreement) -> list[Any]:
    """The `terms` of a document. Raises InvalidInput where there are none, or of another agreement."""
    if isinstance(value, dict) and "terms" in value:
        _check_same_agreement(value.get("agreement"), agreement)
        value = value["terms"]
    if not isinstance(value, list):
        message = "This must be a list of versions, or a settlement input with the member terms."
        raise InvalidInput([Fault("$", "wrong_type", message)])
    if not value:
        raise InvalidInput([Fault("terms", "missing_value", "There is no version in this list.")])
    return value


def with_versions_in_force(terms: list[Any], agreement: Agreement) -> list[Any]:
    """The document's versions, then those in force that it leaves out, each ended where the next begins."""
    numbers = [item.get("version") for item in terms if isinstance(item, dict)]
    starts = [item["from"] for item in terms if isinstance(item, dict) and isinstance(item.get("from"), str)]
    kept = []
    for version in versions_in_force(agreement):
        if version.number in numbers:
            continue
        document = version_document(version)
        ends = [start for start in starts if start > document["from"]]
        if "to" in document:
            ends.append(document["to"])
        kept.append({**document, "to": min(ends, default=None)})
    return [*terms, *kept]


def refuse_changes_in_force(terms: list[Any], checked: tuple[Version, ...], agreement: Agreement) -> set[int]:
    """The numbers of the document's versions that are in force and say the same, their end aside.

    Raises InvalidInput for one that says something else: what is in force is never edited.
    """
    header = agreement_document(agreement=agreement)
    standing = {version.number: version_document(version) for version in versions_in_force(agreement)}
    same, faults = set(), []
    for i, (raw, version) in enumerate(zip(terms, checked, strict=True)):
        if version.number not in standing:
            continue
        now = {**standing[version.number], "to": raw.get("to")}
        if parse_version(_in_order(now), agreement=header) == parse_version(_in_order(raw), agreement=header):
            same.add(version.number)
            continue
        message = f"Version {version.number} is in force and never edited. Give the new terms another number."
        faults.append(Fault(f"terms[{i}].version", "in_force", message))
    if faults:
        raise InvalidInput(faults)
    return same


def refuse_taken_numbers(wanted: list[tuple[int, Version]], agreement: Agreement) -> None:
    """Only own drafts that were never proposed are replaced. Raises InvalidInput for other numbers.

    `wanted`: place in the document, and the version there.
    """
    rows = agreement.versions.exclude(pk__in=replaceable(agreement).values("pk"))
    taken = set(rows.values_list("number", flat=True))
    faults = [
        Fault(
            f"terms[{i}].version",
            "in_negotiation",
            f"Version {version.number} is or was in negotiation. Give the new terms another number.",
        )
        for i, version in wanted
        if version.number in taken
    ]
    if faults:
        raise InvalidInput(faults)


def replaceable(agreement: Agreement):
    """The licensor's drafts that nobody else ever saw."""
    return agreement.versions.filter(
        state=Row.State.DRAFT, party=Agreement.Party.LICENSOR, changes__isnull=True
    )


def _in_order(version: dict[str, Any]) -> dict[str, Any]:
    def by_id(row: dict[str, Any]) -> str:
        return row["id"]

    return {
        **version,
        "rate_rules": sorted(version["rate_rules"], key=by_id),
        "exclusivity": sorted(version.get("exclusivity", []), key=by_id),
    }


def _check_same_agreement(stated: Any, agreement: Agreement) -> None:
    """Terms of another direction, currency or term mean something else here."""
    if not isinstance(stated, dict):
        return
    header = agreement_document(agreement=agreement)
    faults = [
        Fault(
            f"agreement.{name}",
            "another_agreement",
            f"The document says {quoted(stated[name])}, {agreement.number} says {quoted(header.get(name))}.",
        )
        for name in _MUST_AGREE
        if name in stated and stated[name] != header.get(name)
    ]
    if faults:
        raise InvalidInput(faults)
