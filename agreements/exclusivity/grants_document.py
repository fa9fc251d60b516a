"""Who holds the rights of a version: what FORMULA's JSON has no member for (`agreement-terms/1`)."""

from typing import Any

from agreements.models import Agreement, Version
from settlements.engine.faults import Fault, InvalidInput, quoted


def document(version: Version) -> dict[str, str]:
    """Grant id → `licensor` or `partner`, in the order of the ids."""
    return {grant.code: grant.holder for grant in version.grants.all()}


def write(version: Version, value: Any) -> None:
    """Set the holders of a draft's rights; one that is not named is the partner's.

    Raises InvalidInput with paths from the member: no object, an unknown grant, another holder.
    """
    if not isinstance(value, dict):
        raise InvalidInput([Fault("$", "wrong_type", "This must be an object: grant id to holder.")])
    grants = {grant.code: grant for grant in version.grants.all()}
    faults = [
        Fault(f"{code}", "unknown_grant", f"The version has no exclusive right {quoted(code)}.")
        for code in value
        if code not in grants
    ]
    faults += [
        Fault(f"{code}", "unknown_holder", f"This must be licensor or partner, not {quoted(holder)}.")
        for code, holder in value.items()
        if holder not in Agreement.Party.values
    ]
    if faults:
        raise InvalidInput(faults)
    for code, grant in grants.items():
        holder = value.get(code, Agreement.Party.PARTNER)
        if grant.holder != holder:
            grant.holder = holder
            grant.save(update_fields=["holder"])
