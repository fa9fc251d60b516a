"""Make the row of a period."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.audit.record_event import record_event
from portal.periods import DateRange, parse_label
from portal.refused import Refused
from usage.models import Period


def open_period(*, agreement: Agreement, label: str) -> Period:
    """The agreement's period of that label (`2026-10`, `2026-Q4`), made where it is not there yet.

    Raises Refused (`bad_period`) for a label of the wrong length or outside the agreement's term.
    """
    days = days_of(agreement=agreement, label=label)
    with transaction.atomic():
        period, made = Period.objects.get_or_create(
            agreement=agreement,
            label=label,
            defaults={"partner_id": agreement.partner_id, "from_date": days.start, "to_date": days.end},
        )
        if made:
            subject = f"{agreement.number} {label}"
            record_event(event="period.opened", subject=subject, partner=agreement.partner)
    return period


def days_of(*, agreement: Agreement, label: str) -> DateRange:
    """The days of the period that lie in the agreement's term. Raises Refused (`bad_period`)."""
    names = {"label": label, "agreement": agreement.number}
    wanted = "2026-Q4" if agreement.period_length == Agreement.PeriodLength.QUARTER else "2026-10"
    try:
        calendar = parse_label(label)
    except ValueError:
        sentence = _("“%(label)s” is no period. Write it like %(wanted)s.") % {**names, "wanted": wanted}
        raise Refused("bad_period", sentence) from None
    if ("Q" in label) != (agreement.period_length == Agreement.PeriodLength.QUARTER):
        sentence = _("Agreement %(agreement)s is settled in other periods. Write them like %(wanted)s.")
        raise Refused("bad_period", sentence % {**names, "wanted": wanted})
    days = calendar.clip(DateRange(agreement.starts_date, agreement.ends_date))
    if days is None:
        sentence = _("Period %(label)s lies outside the term of %(agreement)s. Choose one inside it.")
        raise Refused("bad_period", sentence % names)
    return days
