"""What does not agree now, as far as is known."""

from typing import Any

from settlements.balances.soundness.models import BooksCheck


def standing_faults() -> list[dict[str, Any]]:
    """What the newest check found; where it read no documents, also what the last one that did found in them.

    Nothing checked yet: nothing known.
    """
    newest = BooksCheck.objects.first()
    if newest is None:
        return []
    found = list(newest.discrepancies)
    if not newest.thorough and (thorough := BooksCheck.objects.filter(thorough=True).first()):
        found += [each for each in thorough.discrepancies if each["slow"]]
    return found
