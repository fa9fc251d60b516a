"""Up to which day an agreement is settled: asked of the rooms above, which answer from their own rows.

Settlements adds its question when the apps are ready; new terms may not begin before that day
(DESIGN, "Buckets and terms that change").
"""

from collections.abc import Callable
from datetime import date

from agreements.models import Agreement

_questions: list[Callable[[Agreement], date | None]] = []


def ask_also(question: Callable[[Agreement], date | None]) -> None:
    """`question(agreement)` gives the day after the last settled one, or None."""
    if question not in _questions:
        _questions.append(question)


def settled_until(agreement: Agreement) -> date | None:
    """The first day that is not settled yet; None where nothing was settled."""
    days = [day for question in _questions if (day := question(agreement)) is not None]
    return max(days, default=None)
