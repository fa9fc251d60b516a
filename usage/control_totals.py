"""What the sender of a file says it comes to, and whether it does."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from agreements.models import Alias, Unit
from portal.accounts.models import Partner
from portal.money.currencies import is_currency
from portal.refused import Refused
from usage.models import Report

NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,12})?", re.ASCII)
ROWS = re.compile(r"[0-9]{1,15}", re.ASCII)
LINES = 60
SHOWN = 40


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """Rows of the file; gross revenue by currency; quantity by the code of its unit. Empty: not given.

    Where any currency (or unit) is given, one that is not given has nothing.
    """

    rows: int | None = None
    revenue: Mapping[str, Decimal] = field(default_factory=dict)
    quantity: Mapping[str, Decimal] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Decimals as plain text; what is not given is left out."""
        given: dict[str, Any] = {} if self.rows is None else {"rows": self.rows}
        for name, sums in (("revenue", self.revenue), ("quantity", self.quantity)):
            if sums:
                given[name] = {key: format(total, "f") for key, total in sums.items()}
        return given


@dataclass(frozen=True, slots=True)
class Compared:
    """One total: `kind` is rows, revenue or quantity; `of` its currency or unit."""

    kind: str
    of: str
    given: Decimal
    found: Decimal

    @property
    def agreed(self) -> bool:
        return self.given == self.found


def read_control_totals(*, partner: Partner, rows: str, revenue: str, quantity: str) -> ControlTotals:
    """As people type them: `1200`; `EUR 1234.50` and `output_tokens 1000`, one to a line.

    Units by their code or the partner's own name. Raises Refused: `bad_control_totals`.
    """
    if rows.strip() and not ROWS.fullmatch(rows.strip()):
        raise _bad(rows, _("Write the number of rows in digits only."))
    return ControlTotals(
        rows=int(rows) if rows.strip() else None,
        revenue=_sums(
            revenue, _currency, _("Write a currency and an amount on each line, such as EUR 1234.50.")
        ),
        quantity=_sums(
            quantity,
            _unit_of(partner),
            _("Write a unit and a quantity on each line, such as output_tokens 1250000."),
        ),
    )


def compared_totals(report: Report) -> list[Compared]:
    """Each total given beside what the file holds: all its rows, and the sums of the accepted ones."""
    given = report.control_totals
    found = (
        [Compared("rows", "", Decimal(given["rows"]), Decimal(report.rows or 0))] if "rows" in given else []
    )
    for kind, of, column in (("revenue", "currency", "gross_revenue"), ("quantity", "unit", "quantity")):
        if kind in given:
            sums = dict(report.buckets.values_list(of).annotate(total=Sum(column)).order_by(of))
            stated = {key: Decimal(total) for key, total in given[kind].items()}
            found += [
                Compared(kind, key, stated.get(key, Decimal()), sums.get(key, Decimal()))
                for key in sorted(stated.keys() | {key for key, total in sums.items() if total})
            ]
    return found


def _currency(name: str) -> str:
    return name if is_currency(name) else ""


def _unit_of(partner: Partner) -> Callable[[str], str]:
    """The code that a name stands for; empty where it is none."""
    codes = {code: code for code in Unit.objects.values_list("code", flat=True)}
    own = Alias.objects.filter(partner=partner, kind=Alias.Kind.UNIT, code__in=codes)
    names = dict(own.values_list("alias", "code")) | codes
    return lambda name: names.get(name, "")


def _sums(text: str, key_of: Callable[[str], str], wanted: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > LINES:
        raise _bad(lines[LINES], _("Give at most %(number)s lines.") % {"number": LINES})
    for line in lines:
        name, _space, number = line.rpartition(" ")
        key = key_of(name.strip())
        if not key or not NUMBER.fullmatch(number):
            raise _bad(line, wanted)
        if key in sums:
            raise _bad(line, _("Give each total once."))
        sums[key] = Decimal(number)
    return sums


def _bad(found: str, wanted: str) -> Refused:
    sentence = _("“%(found)s” is no control total. %(wanted)s")
    return Refused("bad_control_totals", sentence % {"found": found.strip()[:SHOWN], "wanted": wanted})
