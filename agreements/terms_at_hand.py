"""What settling reads of agreements' terms, read once for many and kept beside them.

For one transaction: whoever keeps terms lets go of the agreement with it.
"""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from agreements.access import approved_contributions, versions_to_settle
from agreements.models import Agreement, Contribution, Version
from agreements.operations.operations_on import keep_standing

_VERSIONS, _CONTRIBUTIONS = "versions_at_hand", "contributions_at_hand"


def keep_terms(agreements: Iterable[Agreement]) -> None:
    """The versions in force with all their parts, and the approved contributions, as they now stand."""
    rows = list(agreements)
    for agreement in rows:
        # Kept before, they would not be read again.
        vars(agreement).pop(_VERSIONS, None)
        vars(agreement).pop(_CONTRIBUTIONS, None)
    prefetch_related_objects(
        rows,
        Prefetch("versions", versions_to_settle().select_related("operations"), to_attr=_VERSIONS),
        Prefetch("contributions", approved_contributions(), to_attr=_CONTRIBUTIONS),
    )
    for agreement in rows:
        keep_standing(agreement, getattr(agreement, _VERSIONS))


def versions_kept(agreement: Agreement) -> list[Version] | None:
    """As `versions_to_settle`; None where nobody keeps them."""
    return getattr(agreement, _VERSIONS, None)


def contributions_kept(agreement: Agreement) -> list[Contribution] | None:
    """As `approved_contributions`; None where nobody keeps them."""
    return getattr(agreement, _CONTRIBUTIONS, None)
