"""Which agreements a run of a period can take, and why not the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.operations.operations_on import with_operations
from agreements.operations.periods_on import period_length_on, period_on, settled_by
from portal.periods import DateRange, label_of, month_of, parse_label, quarter_of, span_of
from portal.refused import Refused
from portal.web import formats
from settlements.openings.models import AgreementOpening
from settlements.openings.read import first_date_of, live_openings
from settlements.runs.models import Settlement
from settlements.runs.tails import next_tails
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

    Among them those that have ended and whose tail it is, or comes before it. Ordered by number. Raises
    Refused (`bad_period`).
    """
    days = days_of_label(label)
    given = None if agreements is None else list(agreements)
    tails = {each.pk: tail for each, tail in next_tails(given)}
    rows = Agreement.objects.exclude(state=Agreement.State.DRAFT)
    rows = settled_by(rows, span_of(label)).filter(starts_date__lt=days.end)
    begun = [pk for pk, tail in tails.items() if tail.start <= days.start]
    rows = rows.filter(Q(ends_date=None) | Q(ends_date__gt=days.start) | Q(pk__in=begun))
    if given is not None:
        rows = Agreement.objects.filter(pk__in=[each.pk for each in given])
    found = list(with_operations(rows.select_related("partner").order_by("number")))
    if given is None:
        found = [each for each in found if _has_length(each, label, days)]
    facts = _Facts(label, days, now or timezone.now(), live_openings(), tails)
    return [Candidate(agreement, facts.hindrance(agreement)) for agreement in found]


def days_of_label(label: str) -> DateRange:
    """The calendar days of a period's label. Raises Refused (`bad_period`)."""
    try:
        return parse_label(label)
    except ValueError:
        sentence = _("“%(label)s” is no period. Write a month like 2026-10 or a quarter like 2026-Q4.")
        raise Refused("bad_period", sentence % {"label": label[:20]}) from None


def _has_length(agreement: Agreement, label: str, days: DateRange) -> bool:
    return period_length_on(agreement, days.start) == span_of(label)


class _Facts:
    """What hinders, read once for all agreements."""

    def __init__(
        self,
        label: str,
        days: DateRange,
        now: datetime,
        openings: dict[int, AgreementOpening],
        tails: dict[int, DateRange],
    ) -> None:
        self.label, self.days, self.now, self.openings, self.tails = label, days, now, openings, tails
        self.day_before = days.start - timedelta(days=1)
        before = [label_of(month_of(self.day_before)), label_of(quarter_of(self.day_before))]
        periods = Period.objects.filter(label__in=[label, *before])
        self.states = {
            (agreement, name): state
            for agreement, name, state in periods.values_list("agreement_id", "label", "state")
        }
        live = Settlement.objects.filter(period__label=label).exclude(state=Settlement.State.CANCELLED)
        self.runs = dict(live.values_list("agreement_id", "run_id"))

    def hindrance(self, agreement: Agreement) -> str:
        names = {"label": self.label, "run": self.runs.get(agreement.pk)}
        if agreement.state == Agreement.State.DRAFT:
            return _("It is a draft: approve its terms first.")
        if not _has_length(agreement, self.label, self.days):
            return _("It is settled in other periods than %(label)s.") % names
        term = DateRange(agreement.starts_date, agreement.ends_date)
        is_tail = not term.overlaps(self.days)
        days = self.days.clip(term) or self.days
        if self.states.get((agreement.pk, self.label)) == Period.State.SETTLED:
            return _("Its statement for %(label)s is issued already.") % names
        if names["run"]:
            return _("It is in run %(run)s already.") % names
        if is_tail and (why := self._why_no_tail(agreement)):
            return why
        if days.end > self.now.astimezone(ZoneInfo(agreement.time_zone)).date():
            return _("%(label)s is not over yet in its time zone.") % names
        opening = self.openings.get(agreement.pk)
        if opening and (why := why_not_open_with(opening, days)):
            return why
        first = period_on(agreement, first_date_of(opening) if opening else agreement.starts_date)
        if days.start > first.last_day and not is_tail:
            before = label_of(period_on(agreement, self.day_before))
            if self.states.get((agreement.pk, before)) != Period.State.SETTLED:
                return _("%(before)s comes first: its statement is not issued yet.") % {"before": before}
        return ""

    def _why_no_tail(self, agreement: Agreement) -> str:
        """Empty where the days outside its term are its next tail."""
        tail = self.tails.get(agreement.pk)
        if tail is None or self.days.start < tail.start:
            return _("%(label)s lies outside its term.") % {"label": self.label}
        if self.days != tail:
            sentence = _("It has ended. What waits for it is settled in %(tail)s: open a run of that period.")
            return sentence % {"tail": label_of(tail)}
        return ""


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
