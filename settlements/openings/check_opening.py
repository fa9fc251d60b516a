"""Whether figures can open an agreement's first period here: the engine's rules, then the portal's."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.fault_words import words_of
from agreements.models import Agreement
from agreements.terms_document import agreement_document
from settlements.engine import InvalidInput, settle_document
from settlements.engine.exact import plain
from settlements.engine.faults import Fault
from settlements.openings.figures import Figures, first_period

COUNTER = re.compile(r'counters(?:\.([A-Za-z_][A-Za-z0-9_-]*)|\[("(?:[^"\\]|\\.)*")\])(?:\.(quantity|base))?')
LONGEST_SOURCE = 500


@dataclass(frozen=True, slots=True)
class OpeningFault:
    """`field` is a column of the opening, or `quantity`, `base` or `rule` of the counter of `rule`."""

    field: str
    sentence: str
    rule: str = ""


def check_opening(
    *, agreement: Agreement, terms: list[dict[str, Any]], figures: Figures, now: datetime | None = None
) -> list[OpeningFault]:
    """Every fault there is; `terms` are the versions the first period is settled by, as FORMULA has them.

    What is wrong with the terms themselves is not said here.
    """
    today = (now or timezone.now()).astimezone(ZoneInfo(agreement.time_zone)).date()
    faults = list(_own(agreement, terms, figures, today))
    period = first_period(agreement, figures.first_date)
    if period is None or any(each.field in ("carried_date", "currency") for each in faults):
        return faults
    return faults + list(_engines(agreement, terms, figures, period))


def _own(agreement: Agreement, terms: list, figures: Figures, today: date) -> Iterator[OpeningFault]:
    if figures.currency != agreement.settlement_currency:
        sentence = _("The agreement settles in %(currency)s. Carry the balance over in that currency.")
        yield OpeningFault("currency", sentence % {"currency": agreement.settlement_currency})
    if figures.carried_date >= today:
        yield OpeningFault("carried_date", _("This day is not over yet. Carry over what stands at its end."))
    elif first_period(agreement, figures.first_date) is None:
        sentence = _(
            "Write the last day of a settlement period of the agreement, or the day before it begins: "
            "the first period settled here begins on the day after."
        )
        yield OpeningFault("carried_date", sentence)
    if not figures.source.strip() or len(figures.source) > LONGEST_SOURCE:
        sentence = _("Say where the figures come from, in at most 500 characters.")
        yield OpeningFault("source", sentence)
    yield from _without_terms(terms, figures)


def _without_terms(terms: list, figures: Figures) -> Iterator[OpeningFault]:
    """Figures for what the terms do not have would count for nothing, or wait to be told."""
    named = {name for each in terms for name in each}
    if "advance" in named and figures.advance_balance is None:
        sentence = _(
            "The terms have an advance. Say how much of it is not recouped yet; 0 if nothing is left."
        )
        yield OpeningFault("advance_balance", sentence)
    if terms and figures.guarantee_earned and "minimum_guarantee" not in named:
        sentence = _("The terms have no minimum guarantee. Leave this empty, or mend the terms.")
        yield OpeningFault("guarantee_earned", sentence)
    if terms and figures.cap_earned and "cap" not in named:
        yield OpeningFault("cap_earned", _("The terms have no cap. Leave this empty, or mend the terms."))


def _engines(agreement: Agreement, terms: list, figures: Figures, period) -> Iterator[OpeningFault]:
    """The first period without usage, read by the engine."""
    columns = figures.columns()
    document = {
        "format": "settlement-input/1",
        "agreement": agreement_document(agreement=agreement),
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "terms": terms,
        "counters": columns["counters"],
        "window": figures.window(),
        "opening_balance": plain(figures.balance),
        "usage": [],
    }
    try:
        settle_document(document)
    except InvalidInput as invalid:
        yield from (found for fault in invalid.faults if (found := _of_opening(fault)) is not None)


def _of_opening(fault: Fault) -> OpeningFault | None:
    if fault.path == "opening_balance":
        return OpeningFault("balance", words_of(fault))
    if fault.path.startswith("window."):
        return OpeningFault(fault.path.removeprefix("window."), words_of(fault))
    if fault.path == "period":
        return OpeningFault("carried_date", words_of(fault))
    if found := COUNTER.fullmatch(fault.path):
        rule = found[1] or json.loads(found[2])
        return OpeningFault(found[3] or "rule", words_of(fault), rule)
    return None
