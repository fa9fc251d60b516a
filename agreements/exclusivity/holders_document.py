"""Whose a version's exclusive rights are, as a member of `agreement-terms/1`."""

from typing import Any

from agreements.exclusivity.holders import PARTNER
from agreements.models import Agreement, ExclusivityGrant, Version
from settlements.engine.faults import Fault, FaultList, InvalidInput, quoted

MEMBER = "holders"


def document(version: Version) -> dict[str, str]:
    """Id of a right → `licensor`, for those the licensor holds; every other right is the partner's."""
    return {grant.code: grant.holder for grant in version.grants.all() if grant.holder != PARTNER}


def write(version: Version, value: Any) -> None:
    """Whose the rights of a draft are. The caller holds its lock. Raises InvalidInput."""
    faults, rows = FaultList(), ExclusivityGrant.objects.filter(version=version)
    if not isinstance(value, dict):
        raise InvalidInput([Fault(MEMBER, "wrong_type", "This must be an object.")])
    known = set(rows.values_list("code", flat=True))
    for code, holder in value.items():
        if code not in known:
            message = f"{quoted(code)} is no exclusive right of these terms."
            faults.add(f"{MEMBER}.{code}", "unknown_member", message)
        elif holder not in Agreement.Party.values:
            message = f"This must be one of: {', '.join(Agreement.Party.values)}."
            faults.add(f"{MEMBER}.{code}", "unknown_value", message)
    faults.raise_if_any()
    rows.update(holder=PARTNER)
    for code, holder in value.items():
        rows.filter(code=code).update(holder=holder)
