"""What a statement's page shows beside its lines: facts, shares, remarks, the calculation of a line."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Licensor
from portal.money.rounding import round_decimals
from settlements.statements.headline import Parties
from settlements.statements.models import Statement
from settlements.statements.names import Names

Document = dict[str, Any]


def parties_of(statement: Statement, *, staff: bool) -> Parties:
    licensor = Licensor.objects.first()
    return Parties(licensor.legal_name if licensor else _("The licensor"), statement.partner.name, staff)


@dataclass(frozen=True, slots=True)
class ShareBar:
    """Both parties' part of the revenue; `width`: the beneficiary's in percent, None where none is drawn."""

    beneficiary: str
    collector: str
    beneficiary_amount: str
    collector_amount: str
    whole: Decimal
    beneficiary_rate: Decimal | None
    collector_rate: Decimal | None

    @property
    def width(self) -> str | None:
        return None if self.beneficiary_rate is None else f"{self.beneficiary_rate * 100:f}"


def share_bar(result: Document, parties: Parties) -> ShareBar:
    """Rates to a tenth of a percent, for reading."""
    names = (parties.partner, parties.licensor)
    beneficiary, collector = names if result["direction"] == "payable" else names[::-1]
    shares = result["shares"]
    ours, theirs = Decimal(shares["beneficiary"]), Decimal(shares["collector"])
    drawn = ours >= 0 and theirs >= 0 and ours + theirs > 0
    rate = round_decimals(ours / (ours + theirs), 3) if drawn else None
    return ShareBar(
        beneficiary,
        collector,
        shares["beneficiary"],
        shares["collector"],
        ours + theirs,
        rate,
        None if rate is None else 1 - rate,
    )


def versions_used(document: Document) -> list[Document]:
    """The versions of the terms in force in the period, oldest first; of a tail, on the last day of all."""
    period, ends = document["period"], document["agreement"].get("ends")
    begins = period["from"]
    if ends and ends <= begins:
        begins = (date.fromisoformat(ends) - timedelta(days=1)).isoformat()
    return sorted(
        (
            {**version, "to": version.get("to")}
            for version in document.get("terms", [])
            if version["from"] < period["to"] and (version.get("to") or "9999") > begins
        ),
        key=lambda version: version["from"],
    )


def remarks_of(document: Document, result: Document, names: Names) -> list[dict[str, Any]]:
    """Usage that no rule rates, and revenue that no share is taken of, as the result warns of them."""
    buckets = {bucket["id"]: bucket for bucket in document.get("usage", [])}
    unrated = [buckets[each] for each in result["unrated"] if each in buckets]
    shared = [buckets[each["bucket"]] for each in result["warnings"] if each["bucket"] in buckets]
    remarks = [
        (
            _("Some usage is not covered by any rate"),
            _("The terms have no rate for it, so nothing is earned on it."),
            unrated,
        ),
        (
            _("Some revenue is not shared"),
            _("The terms have only a price per unit for this usage, and no share of its revenue."),
            shared,
        ),
    ]
    return [
        {"title": title, "text": text, "rows": [_place(bucket, names) for bucket in rows]}
        for title, text, rows in remarks
        if rows
    ]


def _place(bucket: Document, names: Names) -> dict[str, Any]:
    shown = {kind: names.of(kind, bucket[kind]) for kind in ("application", "model", "market", "unit")}
    return {**bucket, **shown}
