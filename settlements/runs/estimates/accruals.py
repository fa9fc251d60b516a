"""What a period comes to for every agreement: as issued, as estimated, or not known yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner, User
from settlements.engine.exact import exact_arithmetic
from settlements.openings.models import AgreementOpening
from settlements.openings.read import first_date_of, live_openings
from settlements.runs.estimates.tail_results import tail_results
from settlements.runs.hindrances import candidates, days_of_label
from settlements.statements.access import staff_statements
from settlements.statements.estimates.access import staff_estimates

ISSUED, ESTIMATED, FAILED, NO_FIGURES = "issued", "estimated", "failed", "no_figures"
SOURCES = {
    ISSUED: (_("Issued"), "good"),
    ESTIMATED: (_("Estimated"), "info"),
    FAILED: (_("Could not be estimated"), "bad"),
    NO_FIGURES: (_("No figures yet"), "warn"),
}
AMOUNTS = ("earned", "net_due", "due_now")


@dataclass(frozen=True, slots=True)
class Accrual:
    """One agreement's period. Amounts are None where there are none; `number`: of its statement."""

    agreement: Agreement
    partner: Partner
    source: str
    currency: str
    direction: str = ""
    earned: Decimal | None = None
    net_due: Decimal | None = None
    due_now: Decimal | None = None
    as_of: datetime | None = None
    reports: int = 0
    number: str = ""

    @property
    def badge(self) -> tuple:
        return SOURCES[self.source]


@dataclass(slots=True)
class Accrued:
    """Sums of agreements in one currency and direction, of one partner or of all."""

    partner: Partner | None
    currency: str
    direction: str
    agreements: int = 0
    estimated: int = 0
    sums: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(AMOUNTS, Decimal(0)))


def accruals(*, user: User, label: str) -> list[Accrual]:
    """By partner, currency and agreement; staff who need amounts. Raises Refused (`bad_period`)."""
    issued = [
        _accrual(each, ISSUED, as_of=each.issued_at, reports=each.counted, number=each.number)
        for each in staff_statements(user).filter(period__label=label).annotate(counted=Count("sources"))
    ]
    estimated = [
        _accrual(
            each,
            ESTIMATED if each.earned is not None else FAILED,
            as_of=each.made_at,
            reports=each.reports_counted,
        )
        for each in staff_estimates(user).filter(period__label=label)
    ]
    tails = [_tail(*each) for each in tail_results(label)]
    known = {each.agreement.pk for each in chain(issued, estimated, tails)}
    rest = [
        Accrual(each, each.partner, NO_FIGURES, each.settlement_currency)
        for each in _settled_here(label)
        if each.pk not in known
    ]
    return sorted(
        (*issued, *estimated, *tails, *rest),
        key=lambda each: (each.partner.name, each.partner.pk, each.currency, each.agreement.number),
    )


def accrued(rows: Iterable[Accrual], *, by_partner: bool) -> list[Accrued]:
    """Sums by currency and direction; what has no amounts is left out."""
    found: dict[tuple, Accrued] = {}
    for row in rows:
        if row.earned is None:
            continue
        partner = row.partner if by_partner else None
        key = (partner.name if partner else "", partner.pk if partner else 0, row.currency, row.direction)
        of = found.setdefault(key, Accrued(partner, row.currency, row.direction))
        of.agreements += 1
        of.estimated += row.source == ESTIMATED
        with exact_arithmetic():
            of.sums = {name: total + getattr(row, name) for name, total in of.sums.items()}
    return [found[key] for key in sorted(found)]


def _accrual(row, source: str, **facts) -> Accrual:
    amounts = {name: getattr(row, name) for name in AMOUNTS}
    return Accrual(row.agreement, row.partner, source, row.currency, row.direction, **amounts, **facts)


def _tail(agreement: Agreement, result: dict[str, Any]) -> Accrual:
    """Of an agreement that has ended; `as_of` None, since no estimate is kept."""
    amounts = {name: Decimal(result["ladder"][name]) for name in AMOUNTS}
    return Accrual(
        agreement, agreement.partner, ESTIMATED, result["currency"], result["direction"], **amounts
    )


def _settled_here(label: str) -> list[Agreement]:
    """Agreements in whose term the period lies, less those of which the former books settled it."""
    begins, openings = days_of_label(label).start, live_openings()
    found = []
    for each in candidates(label=label):
        opening = openings.get(each.agreement.pk)
        confirmed = opening is not None and opening.state == AgreementOpening.State.CONFIRMED
        ends = each.agreement.ends_date
        if (ends is None or begins < ends) and not (confirmed and begins < first_date_of(opening)):
            found.append(each.agreement)
    return found
