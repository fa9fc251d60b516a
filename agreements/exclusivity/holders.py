"""Whose a version's exclusive rights are: FORMULA's terms do not say it."""

from agreements.models import Agreement, Version
from settlements.engine import inputs

PARTNER = Agreement.Party.PARTNER


def holders_by_code(version: Version) -> dict[str, str]:
    """Id of a right → its holder; of two rights of one id, the later one's."""
    return dict(version.grants.order_by("pk").values_list("code", "holder"))


def kept_holders(known: dict[str, str], grants: tuple[inputs.Grant, ...]) -> list[str]:
    """In the order of the grants; one of an unknown id is the partner's."""
    return [known.get(grant.id, PARTNER) for grant in grants]
