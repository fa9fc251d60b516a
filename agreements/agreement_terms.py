"""`agreement-terms/1`: all that an agreement's versions in force say, as one document.

`{"format": "agreement-terms/1", "agreement": {…}, "terms": [FORMULA section 10], "beside": [{"version": 1,
"operations": {…}, "clauses": […], "obligations": […], "tariff": […]}]}`. Imported into an agreement of the
same frame and exported again it is the same, the agreement's number aside.
"""

from collections.abc import Iterator
from typing import Any

from agreements.access import versions_in_force
from agreements.beside_terms import beside_document, write_beside
from agreements.models import Agreement, Version
from agreements.terms_document import agreement_document, version_document
from settlements.engine.faults import Fault, FaultList, InvalidInput

FORMAT = "agreement-terms/1"


def agreement_terms(*, agreement: Agreement) -> dict[str, Any]:
    """The document, versions in the order of their first day."""
    versions = list(versions_in_force(agreement))
    return {
        "format": FORMAT,
        "agreement": {
            **agreement_document(agreement=agreement),
            "title": agreement.title,
            "reporter": agreement.reporter,
            "period_length": agreement.period_length,
        },
        "terms": [version_document(version) for version in versions],
        "beside": [{"version": version.number, **beside_document(version)} for version in versions],
    }


def take_over_beside(value: Any, agreement: Agreement, made: list[Version]) -> None:
    """Write what the document says beside FORMULA's terms into the drafts just made of it.

    Documents without `beside` say nothing of it. Raises InvalidInput with every fault: for versions the
    document has no terms of, and for one in force that says something else.
    """
    rows = value.get("beside", []) if isinstance(value, dict) else []
    if not isinstance(rows, list):
        raise InvalidInput([Fault("beside", "wrong_type", "This must be a list.")])
    drafts = {version.number: version for version in made}
    standing = {version.number: version for version in versions_in_force(agreement)}
    faults = FaultList()
    for index, row in enumerate(rows):
        path = f"beside[{index}]"
        number = row.get("version") if isinstance(row, dict) else None
        if isinstance(number, bool) or not isinstance(number, int) or number not in drafts | standing:
            message = "This must be the number of a version under terms."
            faults.add(f"{path}.version", "unknown_version", message)
            continue
        members = {name: said for name, said in row.items() if name != "version"}
        if number in drafts:
            faults.found += _written(drafts[number], members, path)
        elif not members.items() <= beside_document(standing[number]).items():
            message = f"Version {number} is in force and never edited. Give the new terms another number."
            faults.add(path, "in_force", message)
    faults.raise_if_any()


def _written(version: Version, members: dict[str, Any], path: str) -> Iterator[Fault]:
    try:
        write_beside(version, members, path)
    except InvalidInput as error:
        yield from error.faults
