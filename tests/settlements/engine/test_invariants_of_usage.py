"""What FORMULA section 11 says of buckets and counters, and of settling the same twice."""

import copy
from collections import Counter
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from settlements.engine import canonical_json, settle_document
from tests.settlements.engine.documents import on_many_inputs
from tests.settlements.engine.generate import make_input

seeds = st.integers(0, 2**64)
HALF_OF_THE_LAST_DECIMAL = Fraction(1, 2 * 10**20)
"""Lines show at most 20 decimals, counters all of them."""


def rules_of(document: dict) -> dict[str, dict]:
    """By id; charge and unit are the same in every version."""
    return {rule["id"]: rule for version in document["terms"] for rule in version["rate_rules"]}


def earning(result: dict) -> list[dict]:
    return [line for line in result["lines"] if line["kind"] == "earning"]


@on_many_inputs
@given(seed=seeds)
def test_no_bucket_is_rated_twice_by_one_kind(seed):
    document = make_input(Random(seed))
    rules = rules_of(document)
    result = settle_document(document)
    rated = Counter(
        (rules[line["rule"]]["charge"], row) for line in earning(result) for row in line["buckets"]
    )
    assert set(rated.values()) <= {1}
    assert not {row for _, row in rated} & set(result["unrated"])


@on_many_inputs
@given(seed=seeds)
def test_closing_counters_are_the_opening_ones_and_what_the_lines_count(seed):
    document = make_input(Random(seed))
    result = settle_document(document)
    for rule_id, closing in result["counters"].items():
        opening = document["counters"].get(rule_id, {"quantity": "0", "base": "0"})
        lines = [line for line in earning(result) if line["rule"] == rule_id]
        unit = rules_of(document)[rule_id]["unit"]
        quantity = sum(Fraction(line["quantity"]) for line in lines if line["unit"] == unit)
        base = sum(Fraction(line["base_settlement"]) for line in lines)
        assert Fraction(closing["quantity"]) == Fraction(opening["quantity"]) + quantity
        apart = Fraction(closing["base"]) - Fraction(opening["base"]) - base
        assert abs(apart) <= len(lines) * HALF_OF_THE_LAST_DECIMAL


@on_many_inputs
@given(seed=seeds)
def test_recoupment_never_exceeds_the_balance(seed):
    document = make_input(Random(seed))
    result = settle_document(document)
    if not result["errors"]:
        balance = Fraction(document["window"].get("advance_balance", "0"))
        recouped = -Fraction(result["ladder"]["recoupment"])
        assert 0 <= recouped <= balance
        assert Fraction(result["window"]["advance_balance"]) == balance - recouped


@on_many_inputs
@given(seed=seeds)
def test_the_same_input_gives_the_same_bytes(seed):
    document = make_input(Random(seed))
    again = copy.deepcopy(document)
    assert canonical_json(settle_document(document)) == canonical_json(settle_document(again))
