"""What a person should have seen of one settlement before its approval is asked for."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from agreements.eligibility.unlicensed_usage import Used, unlicensed_pairs
from settlements.engine.exact import exact_arithmetic, plain
from settlements.fx.rates_for import DAYS_BEFORE
from settlements.runs.find_blockers import Found, usage_of
from settlements.runs.models import Settlement, SettlementWarning
from settlements.tax.withholding import Withholding
from usage.models import Report

Document = dict[str, Any]
Kind = SettlementWarning.Kind

LARGE = Decimal("0.25")
"""From which part of the statement before a change of the net due is worth a look."""
FRIDAY = 4


def find_warnings(
    *,
    document: Document,
    result: Document,
    change: Document | None,
    late: list[Document],
    tax: Withholding | None = None,
) -> list[Found]:
    """Of a settlement that was computed; nothing of it makes the result wrong. `late`: as `late_reports`;
    `tax`: what the partner's tax profile gives.
    """
    found = []
    if change and _is_large(change):
        facts = {name: change[name] for name in ("number", "period", "before", "after")}
        found.append(Found(Kind.LARGE_CHANGE, facts | {"currency": result["currency"]}))
    if rates := _older_rates(document):
        found.append(Found(Kind.OLDER_FX_RATE, {"rates": rates}))
    if late:
        found.append(Found(Kind.LATE_REPORTS, {"reports": late}))
    if result["warnings"]:
        ids = {each["bucket"] for each in result["warnings"]}
        found.append(Found(Kind.REVENUE_NOT_SHARED, usage_of(document, ids)))
    # A receivable is never withheld from: nothing there hangs on the certificate.
    if result["direction"] == "payable" and tax and tax.expired and tax.row.treaty_until_date:
        facts = {"until": tax.row.treaty_until_date.isoformat(), "rate": plain(tax.rate)}
        found.append(Found(Kind.EXPIRED_CERTIFICATE, facts))
    if pairs := _unlicensed(document):
        found.append(Found(Kind.UNLICENSED_USAGE, {"pairs": pairs}))
    return found


def late_reports(settlements: Iterable[Settlement]) -> dict[int, list[dict[str, Any]]]:
    """Settlement's id → reports of its agreement that came after their period, this one or an earlier one,
    was closed.
    """
    of_agreement = defaultdict(list)
    for each in settlements:
        of_agreement[each.agreement_id].append(each)
    rows = Report.objects.filter(agreement__in=of_agreement, state=Report.State.LATE, counter=False)
    rows = rows.select_related("file", "period").defer("verdict").order_by("pk")
    found = defaultdict(list)
    for row in rows:
        facts = {"report": row.pk, "file": row.file.name, "period": row.period.label}
        for each in of_agreement[row.agreement_id]:
            if row.period.from_date <= each.period.from_date:
                found[each.pk].append(facts)
    return dict(found)


def _is_large(change: Document) -> bool:
    before, after = Decimal(change["before"]), Decimal(change["after"])
    with exact_arithmetic():
        return abs(after - before) > abs(before) * LARGE


def _older_rates(document: Document) -> list[dict[str, str]]:
    """Where a rate serves that is older than the last working day: on weekends none is made."""
    dated = defaultdict(list)
    for rate in document["fx_rates"]:
        dated[rate["currency"]].append(date.fromisoformat(rate["date"]))
    older = []
    for currency, wanted in sorted(_days_wanted(document)):
        used = max((day for day in dated[currency] if wanted - DAYS_BEFORE <= day <= wanted), default=wanted)
        if used < _working_day(wanted):
            older.append({"currency": currency, "wanted": wanted.isoformat(), "used": used.isoformat()})
    return older


def _days_wanted(document: Document) -> set[tuple[str, date]]:
    """Currency and day, as the policy of the version that rates each bucket has it (FORMULA section 2)."""
    last = date.fromisoformat(document["period"]["to"]) - timedelta(days=1)
    home = document["agreement"]["settlement_currency"]
    terms = sorted(document["terms"], key=lambda version: version["from"])
    wanted = set()
    for bucket in document["usage"]:
        if bucket["currency"] == home:
            continue
        policy = next((each["fx_policy"] for each in reversed(terms) if each["from"] <= bucket["from"]), None)
        if policy in ("period_end", "usage_day"):
            day = last if policy == "period_end" else date.fromisoformat(bucket["from"])
            wanted.add((bucket["currency"], day))
    return wanted


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _unlicensed(document: Document) -> list[dict[str, str]]:
    used = (
        Used(each["model"], each["market"], *(date.fromisoformat(each[name]) for name in ("from", "to")))
        for each in document["usage"]
    )
    return [{"model": model, "market": market} for model, market in unlicensed_pairs(used)]
