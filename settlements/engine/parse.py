"""A settlement-input/1 document to a valid SettlementInput, or every fault it has (FORMULA section 10)."""

from portal.money.currencies import exponent
from settlements.engine.draft import Draft, read_rows
from settlements.engine.exact import ZERO
from settlements.engine.faults import FaultList
from settlements.engine.inputs import Agreement, Period, SettlementInput, Version
from settlements.engine.json_text import load_json
from settlements.engine.members import Members, member_names
from settlements.engine.notation import currency_code
from settlements.engine.parse_entries import (
    PARTIES,
    read_adjustment,
    read_bucket,
    read_contribution,
    read_counters,
    read_fx_rate,
    read_window,
)
from settlements.engine.parse_terms import read_version
from settlements.engine.validity import check_draft
from settlements.engine.validity_terms import check_terms, check_version

_DOCUMENT = member_names(
    "format agreement period terms contributions counters window opening_balance adjustments fx_rates usage"
)
_AGREEMENT = member_names("number partner licensor collected_by settlement_currency time_zone starts ends")
_PERIOD = member_names("from to final")


def parse_input(document: object) -> SettlementInput:
    """`document` is JSON text (str, bytes) or its plain value; raises InvalidInput with every fault."""
    faults = FaultList()
    members = Members(_plain(document), "", _DOCUMENT, faults)
    if members.is_object:
        members.choice("format", ("settlement-input/1",))
    agreement, decimals = _agreement_of(members, faults)
    draft = Draft(
        agreement=agreement,
        period=_read_period(members, agreement, faults),
        terms=read_rows(
            members, "terms", lambda raw, path: read_version(raw, path, decimals, faults), required=True
        ),
        contributions=read_rows(
            members, "contributions", lambda raw, path: read_contribution(raw, path, decimals, faults)
        ),
        adjustments=read_rows(
            members, "adjustments", lambda raw, path: read_adjustment(raw, path, decimals, faults)
        ),
        fx_rates=read_rows(members, "fx_rates", lambda raw, path: read_fx_rate(raw, path, faults)),
        usage=read_rows(members, "usage", lambda raw, path: read_bucket(raw, path, faults), required=True),
        counters=read_counters(members.raw("counters") if "counters" in members else {}, faults),
        window=read_window(members.raw("window") if "window" in members else {}, decimals, faults),
    )
    opening_balance = members.money("opening_balance", decimals, ZERO)
    check_draft(draft, faults)
    faults.raise_if_any()
    assert draft.agreement is not None
    assert draft.period is not None
    return SettlementInput(
        agreement=draft.agreement,
        period=draft.period,
        terms=draft.terms.values(),
        contributions=draft.contributions.values(),
        counters=draft.counters,
        window=draft.window,
        opening_balance=opening_balance,
        adjustments=draft.adjustments.values(),
        fx_rates=draft.fx_rates.values(),
        usage=draft.usage.values(),
    )


def parse_terms(terms: object, *, agreement: object) -> tuple[Version, ...]:
    """All versions of an agreement, checked against its header and against each other.

    Both are JSON text or plain values; paths are `terms[0]...` and `agreement...`.
    """
    faults = FaultList()
    header, decimals = _read_agreement(_plain(agreement), faults)
    members = Members({"terms": _plain(terms)}, "", None, faults)
    versions = read_rows(
        members, "terms", lambda raw, path: read_version(raw, path, decimals, faults), required=True
    )
    check_terms(header, versions, faults)
    faults.raise_if_any()
    return versions.values()


def parse_version(version: object, *, agreement: object) -> Version:
    """One version by itself: only what can be said without the others, paths from its own members."""
    faults = FaultList()
    _, decimals = _read_agreement(_plain(agreement), faults)
    read = read_version(_plain(version), "", decimals, faults)
    if read is not None:
        check_version("", read, faults)
    faults.raise_if_any()
    assert read is not None
    return read


def _plain(document: object) -> object:
    return load_json(document) if isinstance(document, str | bytes) else document


def _agreement_of(document: Members, faults: FaultList) -> tuple[Agreement | None, int | None]:
    if "agreement" in document:
        return _read_agreement(document.raw("agreement"), faults)
    if document.is_object:
        document.fault("agreement", "missing_member", "The agreement is missing.")
    return None, None


def _read_agreement(raw: object, faults: FaultList) -> tuple[Agreement | None, int | None]:
    """The agreement where its term and currency stand, whatever else it lacks; the currency's decimals."""
    members = Members(raw, "agreement", _AGREEMENT, faults)
    currency = members.currency("settlement_currency")
    starts = members.day("starts")
    ends = members.nullable("ends", members.day)
    term_known = members.is_date("starts") and (ends is None or members.is_date("ends"))
    if term_known and ends is not None and starts >= ends:
        members.fault("ends", "empty_range", f"The agreement ends ({ends}) on or before it starts.")
        term_known = False
    agreement = Agreement(
        number=members.text("number"),
        collected_by=members.choice("collected_by", PARTIES),
        settlement_currency=currency,
        starts=starts,
        ends=ends,
        partner=members.optional_text("partner"),
        licensor=members.optional_text("licensor"),
        time_zone=members.optional_text("time_zone"),
    )
    decimals = exponent(currency) if currency_code(currency) else None
    return (agreement if term_known and decimals is not None else None), decimals


def _read_period(parent: Members, agreement: Agreement | None, faults: FaultList) -> Period | None:
    if "period" not in parent:
        if parent.is_object:
            parent.fault("period", "missing_member", "The period is missing.")
        return None
    members = Members(parent.raw("period"), "period", _PERIOD, faults)
    start = members.day("from")
    end = members.day("to")
    days_known = members.is_date("from") and members.is_date("to")
    if days_known and start >= end:
        members.fault("to", "empty_range", f"The period ends ({end}) on or before it begins ({start}).")
        days_known = False
    members.boolean("final", False)
    if agreement is None or not days_known:
        return None
    final = agreement.ends is not None and agreement.ends <= end
    if members.raw("final") is (not final):
        truth = "is" if final else "is not"
        members.fault("final", "wrong_final", f"By the agreement's end this {truth} the final period.")
    if end <= agreement.starts:
        members.fault("to", "outside_term", "The period ends before the agreement starts.")
        return None
    return Period(start, end, final)
