"""What the page of a reconciliation shows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from agreements.models import AiModel, Application, Unit
from agreements.operations.words_of import tolerance_words
from agreements.sides import PARTNER, other
from portal.accounts.models import User
from portal.web import formats
from usage.access import may_report
from usage.audience import Audience
from usage.models import Period
from usage.reconciliation.pairs import Pair, Row, Verdict
from usage.reconciliation.reconcile import Reconciliation, reconcile
from usage.reconciliation.said_beside import Said, said_beside
from usage.reconciliation.tolerance import Measure
from usage.reconciliation.words import MEASURES, ORDER, SENTENCES, SHOW, VERDICTS, Names

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class PairShown:
    """A pair in words; figures stay numbers for the template."""

    pair: Pair
    measure: str
    kind: str
    verdict: str

    @property
    def is_money(self) -> bool:
        return self.pair.measure != Measure.QUANTITY


@dataclass(frozen=True, slots=True)
class RowShown:
    row: Row
    application: str
    model: str
    unit: str
    notes: list[Any]
    pairs: list[PairShown]


def reconciliation_page(
    *, period: Period, audience: Audience, reader: User, asked: dict[str, str]
) -> dict[str, Any]:
    """`asked`: the query: search, show, order, page."""
    found, names = reconcile(period=period), Names()
    said = said_beside(reader, period, staff=audience.is_staff)
    rows = fitting(found, names, asked)
    page = Paginator(rows, PER_PAGE).get_page(asked.get("page"))
    kind, sentence = SENTENCES[overall(found)]
    return {
        "found": found,
        "totals": [(_of(pair, names), shown(pair)) for pair in found.comparison.totals],
        "page": page,
        "rows": [_row(row, names, said) for row in page],
        "kind": kind,
        "sentence": sentence,
        "rows_beyond": sum(row.beyond for row in found.comparison.rows),
        "said": said,
        "notes": said.notes.get("", []),
        "reporter": _head(found.reporter, period),
        "counter": _head(other(found.reporter), period),
        "tolerated": tolerance_words(found.tolerance.share, found.tolerance.amount, found.tolerance.currency),
        "may_counter": may_report(reader, period.agreement, period.from_date, counter=True),
        "search": asked.get("search", ""),
        "shows": _options(SHOW, asked.get("show", "")),
        "orders": _options(ORDER, asked.get("order", "")),
        "filtered": len(rows) < len(found.comparison.rows),
    }


def _head(side: str, period: Period) -> str:
    return period.partner.name if side == PARTNER else _("Licensor")


def overall(found: Reconciliation) -> str:
    """Beyond where any total is."""
    if found.comparison.beyond:
        return Verdict.BEYOND
    return Verdict.WITHIN if any(row.differs for row in found.comparison.rows) else Verdict.AGREES


def fitting(found: Reconciliation, names: Names, asked: dict[str, str]) -> list[Row]:
    """The rows that the reader wants to see, in the order wanted."""
    rows, words = found.comparison.rows, asked.get("search", "").casefold().split()
    wanted: dict[str, Callable[[Row], bool]] = {
        "differences": lambda row: row.differs,
        "beyond": lambda row: row.beyond,
    }
    if keeps := wanted.get(asked.get("show", "")):
        rows = [row for row in rows if keeps(row)]
    if words:
        rows = [row for row in rows if all(word in _text(row, names) for word in words)]
    if asked.get("order") == "apart":
        rows = sorted(rows, key=_apart, reverse=True)
    return rows


def shown(pair: Pair) -> PairShown:
    kind, words = VERDICTS[pair.verdict]
    return PairShown(pair, str(MEASURES[pair.measure]), kind, str(words))


def _row(row: Row, names: Names, said: Said) -> RowShown:
    place = row.place
    return RowShown(
        row,
        names.of(Application, place.application),
        names.of(AiModel, place.model),
        names.of(Unit, place.unit),
        said.notes.get(place.key, []),
        [shown(pair) for pair in row.pairs],
    )


def _of(pair: Pair, names: Names) -> str:
    return names.of(Unit, pair.of) if pair.measure == Measure.QUANTITY else pair.of


def _text(row: Row, names: Names) -> str:
    place = row.place
    known = [
        names.of(Application, place.application),
        names.of(AiModel, place.model),
        names.of(Unit, place.unit),
        formats.country(place.market),
    ]
    return " ".join([*place, *known]).casefold()


def _apart(row: Row) -> tuple[bool, Decimal]:
    """What one side lacks comes before all shares."""
    shares = [abs(pair.share) for pair in row.pairs if pair.share is not None]
    lacking = any(pair.differs and pair.share is None for pair in row.pairs)
    return lacking, max(shares, default=Decimal())


def _options(words: dict[str, Any], chosen: str) -> list[tuple[str, str, bool]]:
    return [(value, str(text), value == chosen) for value, text in words.items()]
