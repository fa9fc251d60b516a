"""Make the row of a period, and find it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.operations.over_time import held_on
from agreements.operations.periods_on import period_length_on
from portal.audit.record_event import record_event
from portal.periods import DateRange, parse_label, span_of
from portal.refused import Refused
from portal.web import formats
from usage.models import Period


def open_period(*, agreement: Agreement, label: str, tail: bool = False) -> Period:
    """The agreement's period of that label (`2026-10`, `2026-Q4`), made where it is not there yet.

    `tail`: also one after the term, for those who settle; it takes no figures. Raises Refused (`bad_period`)
    for a label of the wrong length or outside the agreement's term.
    """
    days_of(agreement=agreement, label=label, tail=tail)
    found = Period.objects.filter(agreement=agreement, label=label).first()
    return found or _make(agreement, label, tail)


def find_period(*, agreement: Agreement, label: str) -> Period | None:
    """None where nothing happened in it yet. Raises Refused as `open_period`."""
    days_of(agreement=agreement, label=label)
    rows = Period.objects.select_related("agreement", "partner")
    return rows.filter(agreement=agreement, label=label).first()


@transaction.atomic
def _make(agreement: Agreement, label: str, tail: bool) -> Period:
    """Under the lock that brings versions into force, which say how long periods are."""
    row = Agreement.objects.select_for_update(of=("self",)).select_related("partner").get(pk=agreement.pk)
    days = days_of(agreement=row, label=label, tail=tail)
    period, made = Period.objects.get_or_create(
        agreement=row,
        label=label,
        defaults={"partner_id": row.partner_id, "from_date": days.start, "to_date": days.end},
    )
    if made:
        record_event(event="period.opened", subject=f"{row.number} {label}", partner=row.partner)
    return period


def lock_period(period: Period) -> Period:
    """The row as it is now, locked until the transaction ends.

    Raises Refused (`bad_period`) where new terms took it away meanwhile.
    """
    rows = Period.objects.select_for_update(of=("self",)).select_related("agreement", "partner")
    found = rows.filter(pk=period.pk).first()
    if found is None:
        days_of(agreement=Agreement.objects.get(pk=period.agreement_id), label=period.label, tail=True)
        sentence = _("The periods of this agreement changed just now. Load the page again.")
        raise Refused("bad_period", sentence)
    return found


def days_of(*, agreement: Agreement, label: str, tail: bool = False) -> DateRange:
    """The days of the period that lie in the agreement's term; `tail`: of one after it, all.

    Raises Refused (`bad_period`).
    """
    try:
        calendar = parse_label(label)
    except ValueError:
        sentence = _("“%(label)s” is no period. Write it like %(wanted)s.")
        wanted = _like(period_length_on(agreement, agreement.starts_date))
        raise Refused("bad_period", sentence % {"label": label, "wanted": wanted}) from None
    length = period_length_on(agreement, calendar.start)
    names = {"label": label, "agreement": agreement.number, "wanted": _like(length)}
    if span_of(label) != length:
        held, changes = held_on(agreement, "period_length", calendar.start)
        if changes:
            sentence = _(
                "Agreement %(agreement)s is settled in other periods where they begin %(days)s. "
                "Write them like %(wanted)s."
            )
            names["days"] = formats.days(held.from_date, held.to_date)
        else:
            sentence = _("Agreement %(agreement)s is settled in other periods. Write them like %(wanted)s.")
        raise Refused("bad_period", sentence % names)
    if tail and agreement.ends_date is not None and agreement.ends_date <= calendar.start:
        return calendar
    days = calendar.clip(DateRange(agreement.starts_date, agreement.ends_date))
    if days is None:
        sentence = _("Period %(label)s lies outside the term of %(agreement)s. Choose one inside it.")
        raise Refused("bad_period", sentence % names)
    return days


def _like(length: str) -> str:
    return "2026-Q4" if length == Agreement.PeriodLength.QUARTER else "2026-10"
