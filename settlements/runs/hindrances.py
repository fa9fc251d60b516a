"""Which agreements a run of a period can take, and why not the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.periods import DateRange, calendar_period, label_of, parse_label, previous_period
from portal.refused import Refused
from portal.web import formats
from settlements.openings.models import AgreementOpening
from settlements.openings.read import first_date_of, live_openings
from settlements.runs.models import Settlement
from usage.models import Period


@dataclass(frozen=True, slots=True)
class Candidate:
    """`hindrance` is the sentence that says why the agreement cannot be settled now; empty where it can."""

    agreement: Agreement
    hindrance: str


def candidates(
    *, label: str, agreements: Iterable[Agreement] | None = None, now: datetime | None = None
) -> list[Candidate]:
    """The agreements given, else all in force whose term meets the period `label` and has its length.

    Ordered by number. Raises Refused (`bad_period`).
    """
    days = days_of_label(label)
    span = Agreement.PeriodLength.QUARTER if "Q" in label else Agreement.PeriodLength.MONTH
    rows = Agreement.objects.exclude(state=Agreement.State.DRAFT).filter(period_length=span)
    rows = rows.filter(starts_date__lt=days.end).exclude(ends_date__lte=days.start)
    if agreements is not None:
        rows = Agreement.objects.filter(pk__in=[each.pk for each in agreements])
    rows = rows.select_related("partner").order_by("number")
    facts = _Facts(label, days, span, (now or timezone.now()), live_openings())
    return [Candidate(agreement, facts.hindrance(agreement)) for agreement in rows]


def days_of_label(label: str) -> DateRange:
    """The calendar days of a period's label. Raises Refused (`bad_period`)."""
    try:
        return parse_label(label)
    except ValueError:
        sentence = _("“%(label)s” is no period. Write a month like 2026-10 or a quarter like 2026-Q4.")
        raise Refused("bad_period", sentence % {"label": label[:20]}) from None


class _Facts:
    """What hinders, read once for all agreements."""

    def __init__(
        self, label: str, days: DateRange, span: str, now: datetime, openings: dict[int, AgreementOpening]
    ) -> None:
        self.label, self.days, self.span, self.now, self.openings = label, days, span, now, openings
        self.before = label_of(previous_period(days))
        periods = Period.objects.filter(label__in=[label, self.before])
        self.states = {
            (agreement, name): state
            for agreement, name, state in periods.values_list("agreement_id", "label", "state")
        }
        live = Settlement.objects.filter(period__label=label).exclude(state=Settlement.State.CANCELLED)
        self.runs = dict(live.values_list("agreement_id", "run_id"))

    def hindrance(self, agreement: Agreement) -> str:
        names = {"label": self.label, "before": self.before, "run": self.runs.get(agreement.pk)}
        if agreement.state == Agreement.State.DRAFT:
            return _("It is a draft: approve its terms first.")
        if agreement.period_length != self.span:
            return _("It is settled in other periods than %(label)s.") % names
        term = DateRange(agreement.starts_date, agreement.ends_date)
        days = self.days.clip(term)
        if days is None:
            return _("%(label)s lies outside its term.") % names
        if self.states.get((agreement.pk, self.label)) == Period.State.SETTLED:
            return _("Its statement for %(label)s is issued already.") % names
        if names["run"]:
            return _("It is in run %(run)s already.") % names
        if days.end > self.now.astimezone(ZoneInfo(agreement.time_zone)).date():
            return _("%(label)s is not over yet in its time zone.") % names
        opening = self.openings.get(agreement.pk)
        if opening and (why := why_not_open_with(opening, days)):
            return why
        first = calendar_period(self.span, first_date_of(opening) if opening else agreement.starts_date)
        if self.days.start > first.start and not self._settled(agreement, self.before):
            return _("%(before)s comes first: its statement is not issued yet.") % names
        return ""

    def _settled(self, agreement: Agreement, label: str) -> bool:
        return self.states.get((agreement.pk, label)) == Period.State.SETTLED


def why_not_open_with(opening: AgreementOpening, days: DateRange) -> str:
    """Empty where what was carried over from the former books lets the period be settled."""
    if opening.state == AgreementOpening.State.ENTERED:
        return _(
            "Its opening balance is not confirmed yet. A second person confirms or discards it on the "
            "agreement's page."
        )
    if days.start < first_date_of(opening):
        sentence = _("The former books settled it up to %(day)s; here it begins on the day after.")
        return sentence % {"day": formats.day(opening.carried_date)}
    return ""
