"""What a version says beside FORMULA's terms: the other members of `agreement-terms/1`.

Each has a module with `document(version)` and `write(version, value)`; a draft that begins as a copy, the
fingerprint that is approved, templates and files all go through here.
"""

from typing import Any

from agreements.carry_over import carry_over
from agreements.clauses import clauses_document
from agreements.contributions import tariff_document
from agreements.exclusivity import holders_document
from agreements.models import Version
from agreements.obligations import obligations_document
from agreements.operations import operations_document
from agreements.standard_clauses import write_standard_clauses
from settlements.engine.faults import Fault, FaultList, InvalidInput, quoted

PARTS = {
    "holders": holders_document,
    "operations": operations_document,
    "clauses": clauses_document,
    "obligations": obligations_document,
    "tariff": tariff_document,
}


def beside_document(version: Version) -> dict[str, Any]:
    """Every member by name, of a version as `versions_with_rules` reads it."""
    return {name: part.document(version) for name, part in PARTS.items()}


def write_beside(version: Version, value: Any, path: str = "beside") -> None:
    """Write the members into a draft; absent ones stay. Raises InvalidInput with every fault."""
    faults = FaultList()
    if not isinstance(value, dict):
        raise InvalidInput([Fault(path, "wrong_type", "This must be an object.")])
    for name in sorted(value.keys() - PARTS.keys()):
        faults.add(f"{path}.{name}", "unknown_member", f"{quoted(name)} is no member here.")
    for name in [each for each in PARTS if each in value]:
        try:
            PARTS[name].write(version, value[name])
        except InvalidInput as error:
            faults.found += [Fault(f"{path}.{each.path}", each.code, each.message) for each in error.faults]
    if faults.found:
        raise InvalidInput(faults.found)


def begin_beside(version: Version) -> None:
    """As the newest version in force; the standard clauses for what no agreement may lack."""
    others = Version.objects.filter(agreement=version.agreement, state=Version.State.IN_FORCE)
    newest = others.order_by("from_date", "number").last()
    if newest is not None:
        carry_over(newest, version)
    write_standard_clauses(version)
