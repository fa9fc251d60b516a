"""What FORMULA section 11 says of plain terms: more usage, versions cut in two, windows over months."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlements.engine import settle_document
from tests.settlements.engine.documents import example, on_many_inputs

seeds = st.integers(0, 2**64)


def ladder_of(result: dict) -> dict[str, Decimal]:
    return {rung: Decimal(value) for rung, value in result["ladder"].items()}


def plain_terms(rng: Random, mode: str) -> dict:
    """One rule that counts what it charges, no points, no uplift."""
    bounds = sorted(rng.sample(range(1, 40), rng.choice([0, 1, 3])))
    tiers = [{"up_to": str(bound * 25), "rate": f"0.{rng.randrange(100):02d}"} for bound in bounds]
    rule = {"id": "r", "charge": "percentage", "tier_mode": mode, "accumulate": "year"}
    rule["tiers"] = [*tiers, {"rate": f"0.{rng.randrange(100):02d}"}]
    return {"version": 1, "from": "2026-01-01", "base": "net_revenue", "rate_rules": [rule]}


def plain_input(rng: Random, terms: list[dict], opening: int, revenues: list[str]) -> dict:
    usage = [
        example()["usage"][0]
        | {"id": f"b{i}", "currency": "USD", "model": f"m{rng.randrange(2)}", "gross_revenue": revenue}
        | {"from": f"2026-10-{i + 1:02d}", "to": f"2026-10-{i + 2:02d}"}
        for i, revenue in enumerate(revenues)
    ]
    kept = {
        "usage": usage,
        "terms": terms,
        "contributions": [],
        "window": {},
        "adjustments": [],
        "fx_rates": [],
    }
    return example() | kept | {"counters": {"r": {"base": str(opening)}}}


@on_many_inputs
@given(seed=seeds)
def test_graduated_never_earns_less_for_more(seed):
    rng = Random(seed)
    terms, opening = plain_terms(rng, "graduated"), rng.randrange(1500)
    revenues = [f"{rng.randrange(900)}.{rng.randrange(1000):03d}" for _ in range(4)]
    more = [*revenues[:-1], str(Decimal(revenues[-1]) + rng.randrange(300))]
    less_earned, more_earned = (
        Decimal(settle_document(plain_input(Random(seed), [terms], opening, row))["ladder"]["earned"])
        for row in (revenues, more)
    )
    assert less_earned <= more_earned


@on_many_inputs
@given(seed=seeds, mode=st.sampled_from(["graduated", "volume"]))
def test_a_version_cut_in_two_alike_changes_half_a_unit_per_rounded_sum(seed, mode):
    rng = Random(seed)
    terms, opening = plain_terms(rng, mode), rng.choice([0, rng.randrange(1500)])
    revenues = [f"{rng.randrange(-100, 900)}.{rng.randrange(1000):03d}" for _ in range(6)]
    whole = settle_document(plain_input(Random(seed), [terms], opening, revenues))
    both = [terms | {"to": "2026-10-04"}, terms | {"version": 2, "from": "2026-10-04"}]
    cut = settle_document(plain_input(Random(seed), both, opening, revenues))
    sums = [rounded_sums(result) for result in (whole, cut)]
    apart = Decimal(whole["ladder"]["earned"]) - Decimal(cut["ladder"]["earned"])
    assert abs(apart) <= Decimal("0.005") * sum(sums)


def rounded_sums(result: dict) -> int:
    """Rounding groups, and lines rounded by themselves, those left out as zero too."""
    return 3 * len({line["version"] for line in result["lines"]})


@on_many_inputs
@given(seed=seeds)
def test_a_cap_holds_over_its_window(seed):
    rng = Random(seed)
    terms = plain_terms(rng, "graduated") | {"cap": {"amount": "150.00", "per": "year"}}
    window, counted = {}, Decimal(0)
    counter = {"base": "0", "quantity": "0"}
    for month in range(2, 12):
        document = plain_input(rng, [terms], 0, [f"{rng.randrange(400)}.{rng.randrange(100):02d}"])
        document["period"] = {"from": f"2026-{month:02d}-01", "to": f"2026-{month + 1:02d}-01"}
        document["usage"][0] |= document["period"]
        result = settle_document(document | {"window": window, "counters": {"r": counter}})
        window, counter = result["window"], result["counters"]["r"]
        ladder = ladder_of(result)
        counted += ladder["earned"] + ladder["guarantee_shortfall"] + ladder["cap_reduction"]
        assert counted <= 150


@pytest.mark.parametrize("seed", range(20))
def test_recoupment_stops_at_the_balance(seed):
    """Month after month until the advance is recouped, never a cent more."""
    rng = Random(seed)
    terms = plain_terms(rng, "volume") | {"advance": {"amount": "100.00", "recoup_rate": "0.5"}}
    window = {"advance_balance": "100.00"}
    recouped = Decimal(0)
    for month in range(2, 12):
        document = plain_input(rng, [terms], 0, [str(rng.randrange(400))])
        document["period"] = {"from": f"2026-{month:02d}-01", "to": f"2026-{month + 1:02d}-01"}
        document["usage"][0] |= document["period"]
        result = settle_document(document | {"window": window, "counters": {}})
        window = result["window"]
        recouped -= Decimal(result["ladder"]["recoupment"])
        assert recouped + Decimal(window["advance_balance"]) == 100
        assert 0 <= recouped <= 100
