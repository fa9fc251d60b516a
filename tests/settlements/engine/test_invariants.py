"""What FORMULA section 11 says always holds, on generated inputs."""

import copy
import hashlib
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from settlements.engine import canonical_json, settle_document
from tests.settlements.engine.documents import changed, example, on_many_inputs
from tests.settlements.engine.generate import make_input

seeds = st.integers(0, 2**64)
LISTS = ("terms", "contributions", "adjustments", "fx_rates", "usage")
MONEY_IN_LADDER = (
    "earned guarantee_shortfall cap_reduction contribution_credits recoupment adjustments withholding"
)


def ladder_of(result: dict) -> dict[str, Decimal]:
    return {rung: Decimal(value) for rung, value in result["ladder"].items()}


@on_many_inputs
@given(seed=seeds)
def test_lines_and_ladder_foot(seed):
    result = settle_document(make_input(Random(seed)))
    assume(not result["errors"])
    ladder = ladder_of(result)
    amounts = {"earned": Decimal(0), "contribution_credits": Decimal(0)}
    for line in result["lines"]:
        amounts["contribution_credits" if line["kind"] == "contribution_credit" else "earned"] += Decimal(
            line["amount"]
        )
    assert amounts == {rung: ladder[rung] for rung in amounts}
    rungs = [*MONEY_IN_LADDER.split(), "opening_balance"]
    assert (
        sum(ladder[rung] for rung in rungs)
        == ladder["net_due"]
        == ladder["due_now"] + ladder["carried_forward"]
    )
    assert ladder["due_now"] * ladder["carried_forward"] == 0
    if result["direction"] == "receivable":
        assert ladder["withholding"] == 0
    keys = [line["key"] for line in result["lines"]]
    assert keys == sorted(set(keys))


@on_many_inputs
@given(seed=seeds)
def test_the_order_of_the_input_changes_no_byte(seed):
    rng = Random(seed)
    document = make_input(rng)
    shuffled = copy.deepcopy(document)
    for name in LISTS:
        rng.shuffle(shuffled[name])
    for version in shuffled["terms"]:
        rng.shuffle(version["rate_rules"])
        rng.shuffle(version["exclusivity"])
    assert canonical_json(settle_document(shuffled)) == canonical_json(settle_document(document))


@on_many_inputs
@given(seed=seeds)
def test_the_digest_is_of_all_that_stands_beside_it(seed):
    result = settle_document(make_input(Random(seed)))
    digest = result.pop("digest")
    assert digest == hashlib.sha256(canonical_json(result)).hexdigest()


@on_many_inputs
@given(seed=seeds)
def test_splitting_a_bucket_changes_no_rung(seed):
    """In halves of the same days, or where it is long enough, of its days."""
    document = make_input(Random(seed))
    split = copy.deepcopy(document)
    split["usage"] = [half for bucket in document["usage"] for half in halves(bucket)]
    whole, parts = settle_document(document), settle_document(split)
    assert parts["ladder"] == whole["ladder"]
    assert parts["counters"] == whole["counters"]


def halves(bucket: dict) -> list[dict]:
    def half(value: str) -> str:
        return format(Decimal(value) / 2, "f")

    sums = {
        name: half(bucket[name]) for name in ("quantity", "gross_revenue", "deductions") if name in bucket
    }
    start, end = date.fromisoformat(bucket["from"]), date.fromisoformat(bucket["to"])
    middle = start + (end - start) // 2
    left, right = (bucket | sums | {"id": bucket["id"] + side} for side in ("-left", "-right"))
    if start < middle < end and timedelta(days=1) <= middle - start:
        left, right = left | {"to": str(middle)}, right | {"from": str(middle)}
    return [left, right]


def test_a_line_is_its_share_of_the_base_within_a_minor_unit():
    result = settle_document(changed(example(), {"usage[0].gross_revenue": "1999.99"}))
    for line in result["lines"]:
        assert abs(Fraction(line["amount"]) - Fraction(line["exact"])) < Fraction(1, 100)
