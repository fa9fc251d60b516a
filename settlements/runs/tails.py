"""Tails: after an agreement's end they take in what was corrected or carried since (FORMULA section 7)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max

from agreements.lifecycle import OVER
from agreements.models import Agreement
from agreements.operations.operations_on import with_operations
from agreements.operations.periods_on import periods_from
from portal.periods import DateRange
from settlements.adjustments.models import Adjustment
from settlements.openings.models import AgreementOpening
from settlements.openings.read import first_date_of, live_openings
from settlements.statements.models import Statement
from usage.models import Period


def next_tails(agreements: Iterable[Agreement] | None = None) -> list[tuple[Agreement, DateRange]]:
    """Of each that has ended, is settled to its last day and has something waiting: its next tail's days.

    Adjustments wait, or a balance in the beneficiary's favour; a debt alone would only be told again. Tails
    follow each other without a gap, so that there is one at a time. Ordered by number; all agreements where
    none are given.
    """
    rows = Agreement.objects.filter(state__in=OVER)
    if agreements is not None:
        rows = rows.filter(pk__in=[each.pk for each in agreements])
    ended = dict(rows.values_list("pk", "ends_date"))
    openings = live_openings(ended)
    settled = _settled_until(ended, openings)
    waiting = _adjusted(ended) | _carried(ended, openings)
    found = [pk for pk, ends in ended.items() if pk in waiting and pk in settled and settled[pk] >= ends]
    rows = with_operations(Agreement.objects.filter(pk__in=found).select_related("partner"))
    return [(each, _first_from(each, settled[each.pk])) for each in rows.order_by("number")]


def _first_from(agreement: Agreement, day: date) -> DateRange:
    """The first whole period that begins on the day or later."""
    return next(each for each in periods_from(agreement, day) if each.start >= day)


def _settled_until(agreements: Iterable[int], openings: dict[int, AgreementOpening]) -> dict[int, date]:
    """The day after the last one that has a statement, or that the former books settled."""
    rows = Period.objects.filter(agreement__in=agreements, state=Period.State.SETTLED).order_by()
    found = dict(rows.values_list("agreement").annotate(Max("to_date")))
    return {pk: first_date_of(opening) for pk, opening in openings.items()} | found


def _adjusted(agreements: Iterable[int]) -> set[int]:
    rows = Adjustment.objects.filter(agreement__in=agreements, settled_in="").order_by()
    return set(rows.values_list("agreement", flat=True).distinct())


def _carried(agreements: Iterable[int], openings: dict[int, AgreementOpening]) -> set[int]:
    """Those whose last statement as first issued, or else the former books, carry more than nothing."""
    rows = Statement.objects.filter(agreement__in=agreements, version=1)
    rows = rows.order_by("agreement", "-period__from_date").distinct("agreement")
    found: dict[int, Any] = {pk: opening.balance for pk, opening in openings.items()}
    found |= dict(rows.values_list("agreement", "carried_forward"))
    return {pk for pk, carried in found.items() if carried > 0}
