"""Settlement documents and rows for tests of what comes after the engine, consistent in themselves."""

from datetime import UTC, date, datetime
from decimal import Decimal

from agreements.models import Agreement, RateRule, Version
from portal.accounts.models import Partner, User
from portal.periods import parse_label
from settlements.runs.models import Settlement, SettlementRun
from settlements.statements.issue_statements import issue_statements
from settlements.statements.models import Statement
from settlements.statements.opening import opening_of
from settlements.statements.result_digest import result_digest
from usage.models import Period

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FIGURES = [
    "earned",
    "guarantee_shortfall",
    "cap_reduction",
    "contribution_credits",
    "recoupment",
    "adjustments",
    "withholding",
    "opening_balance",
]


def make_agreement(partner: Partner, by: User, **fields) -> Agreement:
    values = {
        "number": f"AGR-2026-{partner.pk:04d}",
        "title": "Hosting",
        "state": "active",
        "collected_by": "licensor",
        "reporter": "licensor",
        "settlement_currency": "USD",
        "starts_date": date(2026, 1, 1),
        **fields,
    }
    return Agreement.objects.create(partner=partner, created_by=by, **values)


def make_version(agreement: Agreement, by: User, approver: User, rules: dict[str, str], **fields) -> Version:
    """`rules`: code → the window its counter accumulates over."""
    values = {"number": 1, "from_date": agreement.starts_date, **fields}
    version = Version.objects.create(agreement=agreement, partner=agreement.partner, prepared_by=by, **values)
    for code, accumulate in rules.items():
        RateRule.objects.create(version=version, partner=agreement.partner, code=code, accumulate=accumulate)
    # as those of before there was acceptance: in one moment
    agreed = {"approved_by": approver, "approved_at": AT, "accepted_by": approver, "accepted_at": AT}
    Version.objects.filter(pk=version.pk).update(state="in_force", **agreed)
    version.refresh_from_db()
    return version


def make_period(agreement: Agreement, label: str) -> Period:
    days = parse_label(label)
    fields = {"partner": agreement.partner, "from_date": days.start, "to_date": days.end}
    return Period.objects.get_or_create(agreement=agreement, label=label, defaults=fields)[0]


def earning(amount: str, **fields) -> dict:
    """An earning line as FORMULA section 10 has it, without steps."""
    line = {
        "kind": "earning",
        "rule": "default",
        "version": 1,
        "clause": "4.1",
        "application": "search",
        "model": "llama-3.1-8b",
        "market": "ID",
        "unit": "output_tokens",
        "currency": "USD",
        "quantity": "1000",
        "base": "100",
        "base_settlement": "100",
        "rate": "0.2",
        "exclusivity": "0",
        "contributions": "0",
        "share": "0.2",
        "exact": amount,
        "amount": amount,
        "buckets": ["b1"],
        "steps": [],
        **fields,
    }
    names = ("kind", "rule", "version", "application", "model", "market", "unit", "currency")
    return {"key": "|".join(str(line[name]) for name in names) + "|2026-10-01|0|0", **line}


def settled(agreement: Agreement, label: str, by: User, approver: User, **over) -> Settlement:
    """An approved settlement whose ladder has the figures given (`earned="12.00"`, …) and foots."""
    period = make_period(agreement, label)
    opening = opening_of(agreement=agreement, period=period)
    figures = {name: Decimal(over.get(name, "0")) for name in FIGURES}
    figures["opening_balance"] = Decimal(opening.opening_balance)
    net = sum(figures.values())
    due = net if net > 0 and net >= Decimal(over.get("threshold", "0")) else Decimal(0)
    ladder = {name: f"{value:.2f}" for name, value in figures.items()}
    ladder |= {"net_due": f"{net:.2f}", "due_now": f"{due:.2f}", "carried_forward": f"{net - due:.2f}"}
    window = {name: Decimal(value) for name, value in opening.window.items()}
    window["guarantee_earned"] += figures["earned"]
    window["cap_earned"] += figures["earned"] + figures["guarantee_shortfall"]
    window["advance_balance"] += figures["recoupment"]
    dates = {"from": f"{period.from_date}", "to": f"{period.to_date}", "final": False}
    result = {
        "format": "settlement-result/1",
        "agreement": agreement.number,
        "period": dates,
        "direction": "payable" if agreement.collected_by == "licensor" else "receivable",
        "currency": agreement.settlement_currency,
        "lines": over.get("lines", [earning(ladder["earned"])]),
        "unrated": [],
        "warnings": [],
        "errors": [],
        "ladder": ladder,
        "ladder_steps": {},
        "shares": {"beneficiary": ladder["earned"], "collector": "0.00"},
        "counters": over.get("counters", {}),
        "window": {name: f"{value:.2f}" for name, value in window.items()},
    }
    result["digest"] = result_digest(result)
    document = {"format": "settlement-input/1", "counters": opening.counters, "window": opening.window}
    document |= {"opening_balance": opening.opening_balance, "usage": [], "period": dates}
    document["agreement"] = {"settlement_currency": agreement.settlement_currency}
    return make_settlement(agreement, period, by, approver, document, result)


def make_settlement(agreement, period, by, approver, document, result) -> Settlement:
    run = SettlementRun.objects.create(
        label=period.label,
        state="approved",
        fingerprint="f" * 64,
        opened_by=by,
        requested_by=by,
        requested_at=AT,
        approved_by=approver,
        approved_at=AT,
    )
    return Settlement.objects.create(
        run=run,
        agreement=agreement,
        period=period,
        partner=agreement.partner,
        state="settled",
        input_document=document,
        result_document=result,
        digest=result["digest"],
        settled_at=AT,
    )


def issued(agreement: Agreement, label: str, by: User, approver: User, **over) -> Statement:
    return issue(settled(agreement, label, by, approver, **over))


def issue(settlement: Settlement, at: datetime = AT) -> Statement:
    """It alone."""
    [statement] = issue_statements(settlements=[settlement], at=at)
    return statement
