"""The engine's own assertions (FORMULA section 11): each is broken once, and says which it is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from settlements.engine import parse_input, settle
from settlements.engine.inputs import Counter
from settlements.engine.invariants import BrokenInvariant, assert_invariants
from settlements.engine.result import Line, Result, Shares
from settlements.engine.rules import RuleUsage, Usage
from tests.settlements.engine.documents import changed, example

BY_UNIT = {"usage[0].unit": "gpu_hours"}
TAIL = {
    "agreement.ends": "2026-10-01",
    "terms[0].to": "2026-10-01",
    "period.final": True,
    "terms[0].exclusivity": [],
    "contributions": [],
    "usage": [],
}
RECEIVABLE = {"agreement.collected_by": "partner"}


def settled(changes: dict | None = None) -> tuple[Result, list[RuleUsage]]:
    """A settlement and what its rules rated: one bucket, by `default`, and by `gpu` where it counts hours."""
    result = settle(parse_input(changed(example(), changes or {})))
    version, *_ = result.given.terms
    base, in_dollars = Decimal("2000.123456"), Decimal("2171.5340361792")
    usage = [Usage(bucket, version, base, in_dollars, None) for bucket in result.given.usage]
    units = {bucket.unit for bucket in result.given.usage}
    rating = [rule for rule in version.rate_rules if usage and rule.unit in (None, *units)]
    return result, [RuleUsage(version, rule, usage) for rule in rating]


def moved(changes: dict | None = None, **cents: str) -> Result:
    """Rungs changed by so much; what they add is taken from the opening balance, so the ladder foots."""
    result, _ = settled(changes)
    rungs = result.ladder.rungs
    for rung, by in cents.items():
        rungs[rung] += Decimal(by)
        if rung not in ("net_due", "due_now", "carried_forward"):
            rungs["opening_balance"] -= Decimal(by)
    return result


def with_line(result: Result, kind: str) -> Result:
    """One more line, of 1.00."""
    return replace(result, lines=(*result.lines, Line("more", kind, "1", Decimal("1.00"), [])))


def assert_says(sentence: str, result: Result, groups: list[RuleUsage] | None = None) -> None:
    with pytest.raises(BrokenInvariant) as broken:
        assert_invariants(result, settled()[1] if groups is None else groups)
    assert str(broken.value) == sentence


@pytest.mark.parametrize(
    "changes", [{}, BY_UNIT, TAIL, RECEIVABLE], ids=["payable", "unit", "tail", "receivable"]
)
def test_what_was_settled_holds(changes):
    assert_invariants(*settled(changes))


def test_two_lines_of_one_key():
    result, _ = settled()
    assert_says("line keys are unique", replace(result, lines=(*result.lines, result.lines[-1])))


@pytest.mark.parametrize("kind", ["earning", "tier_catch_up", "flat_fee"])
def test_a_line_more_than_was_earned(kind):
    assert_says("lines foot to what is earned", with_line(settled()[0], kind))


def test_earned_more_than_the_lines_and_shares_say():
    assert_says("lines foot to what is earned", moved(earned="0.01"))
    result, _ = settled()
    shares = Shares(result.shares.beneficiary + Decimal("0.01"), result.shares.collector)
    assert_says("lines foot to what is earned", replace(result, shares=shares))


def test_credits_other_than_their_lines():
    assert_says("credits foot to their rung", moved(contribution_credits="-0.01"))
    assert_says("credits foot to their rung", with_line(settled()[0], "contribution_credit"))


@pytest.mark.parametrize(
    "rung",
    [
        "guarantee_shortfall",
        "cap_reduction",
        "recoupment",
        "adjustments",
        "withholding",
        "opening_balance",
        "net_due",
    ],
)
def test_a_ladder_that_is_a_cent_off(rung):
    result, _ = settled()
    result.ladder.rungs[rung] += Decimal("0.01")
    assert_says("the ladder foots", result)


def test_net_due_that_goes_nowhere():
    assert_says("what is due or carried is net due", moved(due_now="-0.01"))
    assert_says("what is due or carried is net due", moved(carried_forward="0.01"))


def test_due_and_carried_at_once():
    """101.01 net: 100.01 due and 1.00 carried."""
    assert_says("nothing is both due and carried", moved(due_now="-1", carried_forward="1"))


def test_a_debt_that_is_due_now():
    """101.01 net less 200.00 of adjustments, which is paid out instead of carried."""
    result = moved(net_due="-200", due_now="-200")
    result.ladder.rungs["adjustments"] -= 200
    assert_says("what is due is never negative", result)


def test_a_negative_shortfall():
    assert_says("a shortfall is never negative", moved(guarantee_shortfall="-0.01"))


def test_recouped_more_than_the_advance_or_less_than_nothing():
    """12,000.00 are left of the advance, 124.72 are recouped."""
    sentence = "recoupment never exceeds the balance"
    assert_says(sentence, moved(recoupment="-11875.29"))
    assert_says(sentence, moved(recoupment="124.73"))
    for within in ("-11875.28", "124.72"):
        assert_invariants(moved(recoupment=within), settled()[1])


def test_a_tax_that_adds():
    """11.22 are withheld."""
    assert_says("withholding never adds", moved(withholding="11.23"))
    assert_invariants(moved(withholding="11.22"), settled()[1])


def test_a_tax_on_a_receivable():
    assert_says("a receivable is never withheld from", moved(RECEIVABLE, withholding="-0.01"))


@pytest.mark.parametrize(
    ("rung", "by"), [("guarantee_shortfall", "0.01"), ("cap_reduction", "-0.01"), ("recoupment", "-0.01")]
)
def test_a_tail_that_earns(rung, by):
    assert_says("a tail earns nothing", moved(TAIL, **{rung: by}), [])
    assert_invariants(moved(**{rung: by}), settled()[1])


@pytest.mark.parametrize(
    ("kind", "rung"), [("earning", "earned"), ("contribution_credit", "contribution_credits")]
)
def test_a_tail_with_a_line(kind, rung):
    result = with_line(moved(TAIL, **{rung: "1.00"}), kind)
    earned = result.ladder["earned"]
    assert_says("a tail earns nothing", replace(result, shares=Shares(earned, -earned)), [])


def test_a_tail_may_correct_and_carry():
    assert_invariants(moved(TAIL, adjustments="-0.01"), [])


def test_a_bucket_rated_twice_by_one_kind():
    """By each kind once is right: what `settled(BY_UNIT)` has."""
    result, groups = settled(BY_UNIT)
    assert [group.rule.id for group in groups] == ["default", "gpu"]
    for group in groups:
        assert_says("no bucket is rated twice by one kind", result, [*groups, group])


@pytest.mark.parametrize("rule", ["default", "gpu"])
def test_a_counter_that_lost_a_bucket(rule):
    result, groups = settled(BY_UNIT)
    read = result.counters[rule]
    base = replace(result, counters=result.counters | {rule: Counter(read.quantity, read.base - 1)})
    assert_says("a counter's base is its opening and this period's", base, groups)
    quantity = replace(result, counters=result.counters | {rule: Counter(read.quantity - 1, read.base)})
    assert_says("a counter's quantity likewise", quantity, groups)


def test_a_counter_that_moved_without_usage():
    """No usage: both stay as they opened, at 88,000.10 and at nothing."""
    result, _ = settled({"usage": []})
    assert result.counters == {
        "default": Counter(Decimal(0), Decimal("88000.10")),
        "gpu": Counter(Decimal(0), Decimal(0)),
    }
    assert_invariants(result, [])
    gone = result.counters | {"default": Counter(Decimal(0), Decimal(0))}
    assert_says("a counter's base is its opening and this period's", replace(result, counters=gone), [])
