"""The parts of an input against each other (the "Invalid" list of FORMULA section 10)."""

from bisect import bisect_right
from collections.abc import Hashable
from datetime import date, timedelta

from portal.periods import WindowKind, window_start
from settlements.engine.draft import Draft
from settlements.engine.faults import FaultList, member_path
from settlements.engine.inputs import Agreement, Bucket, Period, RateRule
from settlements.engine.terms_in_force import CutDays, ladder_day, version_on
from settlements.engine.validity_terms import check_terms


def check_draft(draft: Draft, faults: FaultList) -> None:
    check_terms(draft.agreement, draft.terms, faults)
    for rows in (draft.contributions, draft.adjustments, draft.usage):
        _check_unique([(f"{path}.id", row.id) for path, row in rows.found], "id", faults)
    _check_unique(
        [(path, (row.currency, row.day)) for path, row in draft.fx_rates.found], "currency and date", faults
    )
    if draft.agreement is not None and draft.period is not None:
        _check_windows(draft, draft.agreement, draft.period, faults)
        _check_opening(draft, draft.agreement, draft.period, faults)
        _check_usage(draft, draft.agreement, draft.period, faults)


def _check_unique(found: list[tuple[str, Hashable]], what: str, faults: FaultList) -> None:
    seen: set[Hashable] = set()
    for path, mark in found:
        if mark in seen:
            faults.add(path, "repeated_id", f"Another row of this list has the same {what}.")
        seen.add(mark)


def _check_windows(draft: Draft, agreement: Agreement, period: Period, faults: FaultList) -> None:
    """The period lies within one calendar window of each kind that the terms use."""
    kinds: set[WindowKind] = set()
    for _, version in draft.terms.found:
        kinds.update(rule.accumulate for rule in version.rate_rules)
        kinds.update(limit.per for limit in (version.minimum_guarantee, version.cap) if limit is not None)
    last = period.end - timedelta(days=1)
    for kind in ("quarter", "year"):
        if kind in kinds and _window(kind, period.start, agreement, period) != _window(
            kind, last, agreement, period
        ):
            message = f"The terms count by calendar {kind}, and this period reaches over two of them."
            faults.add("period", "window_crossed", message)


def _window(kind: WindowKind, day: date, agreement: Agreement, period: Period) -> date:
    return window_start(kind, day, period_start=period.start, term_start=agreement.starts)


def _opens_here(kind: WindowKind, agreement: Agreement, period: Period) -> bool:
    """Whether the window's first day, or the agreement's, lies in this period."""
    starts = (agreement.starts, _window(kind, period.start, agreement, period))
    return any(period.start <= day < period.end for day in starts)


def _check_opening(draft: Draft, agreement: Agreement, period: Period, faults: FaultList) -> None:
    rules: dict[str, RateRule] = {}
    for _, version in draft.terms.found:
        for rule in version.rate_rules:
            rules.setdefault(rule.id, rule)
    for rule_id, counter in draft.counters.items():
        path = member_path("counters", rule_id)
        rule_or_none = rules.get(rule_id)
        if rule_or_none is None:
            if draft.terms.whole:
                faults.add(path, "unknown_rule", "No version has a rule of this id.")
        elif _opens_here(rule_or_none.accumulate, agreement, period):
            message = "This counter's window starts with this period, so it opens at zero."
            for name, value in (("quantity", counter.quantity), ("base", counter.base)):
                if value:
                    faults.add(f"{path}.{name}", "window_starts_here", message)
    _check_window_sums(draft, agreement, period, faults)


def _check_window_sums(draft: Draft, agreement: Agreement, period: Period, faults: FaultList) -> None:
    version = version_on(draft.terms.values(), ladder_day(agreement, period))
    if version is not None and draft.terms.whole:
        for name, limit, value in (
            ("guarantee_earned", version.minimum_guarantee, draft.window.guarantee_earned),
            ("cap_earned", version.cap, draft.window.cap_earned),
        ):
            if limit is not None and value and _opens_here(limit.per, agreement, period):
                message = "Its window starts with this period, so this sum opens at zero."
                faults.add(f"window.{name}", "window_starts_here", message)
    if draft.terms.whole:
        advances = [row.advance.amount for row in draft.terms.values() if row.advance is not None]
        if draft.window.advance_balance > max(advances, default=0):
            message = "More is left of the advance than any version gives."
            faults.add("window.advance_balance", "above_advance", message)


def _check_usage(draft: Draft, agreement: Agreement, period: Period, faults: FaultList) -> None:
    end = period.end if agreement.ends is None else min(period.end, agreement.ends)
    start = max(period.start, agreement.starts)
    cuts = CutDays(draft.terms.values(), draft.contributions.values())
    check_cuts = draft.terms.whole and draft.contributions.whole
    for path, bucket in draft.usage.found:
        if not start <= bucket.start < end:
            message = (
                f"Usage is of days from {start} up to, not including, {end}: the period within the term."
            )
            faults.add(f"{path}.from", "outside_period", message)
        elif bucket.end > end:
            faults.add(f"{path}.to", "outside_period", f"Usage here ends on {end} at the latest.")
        elif check_cuts:
            _check_cut(path, bucket, cuts.of(bucket), draft, agreement, faults)


def _check_cut(
    path: str, bucket: Bucket, days: list[date], draft: Draft, agreement: Agreement, faults: FaultList
) -> None:
    following = bisect_right(days, bucket.start)
    if following < len(days) and days[following] < bucket.end:
        message = f"Terms change on {days[following]}; usage before and from that day needs its own bucket."
        faults.add(path, "not_cut", message)
    elif bucket.currency != agreement.settlement_currency and bucket.end - bucket.start != timedelta(days=1):
        version = version_on(draft.terms.values(), bucket.start)
        if version is not None and version.fx_policy == "usage_day":
            message = "Foreign currency at the rate of each day needs a bucket for each day."
            faults.add(path, "not_cut", message)
