"""Graduated tiers against a count that walks up the scale one hundredth at a time."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlements.engine import parse_input, settle_document
from settlements.engine.exact import exact_arithmetic
from settlements.engine.inputs import RateRule, Tier
from settlements.engine.tiers import flat_fees, package_count, parts, tier_of
from tests.settlements.engine.documents import REMOVED, changed, example, on_many_inputs

TIERS = (
    Tier(Decimal(100), Decimal("0.20"), Decimal(7)),
    Tier(Decimal(200), Decimal("0.15"), Decimal(30)),
    Tier(None, Decimal("0.10"), Decimal(500)),
)

bounds = st.lists(st.integers(1, 40), unique=True, max_size=4).map(sorted)
readings = st.integers(-3000, 6000).map(lambda hundredths: Fraction(hundredths, 100))


def walk(tiers: list[tuple[int | None, Fraction]], reading: Fraction) -> Fraction:
    """What [0, reading] costs, each hundredth at the rate of the tier that it lies in."""
    step = Fraction(1, 100)
    if reading < 0:
        return reading * tiers[0][1]
    charged, at = Fraction(0), Fraction(0)
    while at < reading:
        at += step
        charged += step * next(rate for bound, rate in tiers if bound is None or at <= bound)
    return charged


@on_many_inputs
@given(bounds=bounds, opening=readings, added=readings, rates=st.lists(st.integers(0, 100), min_size=5))
def test_graduated_revenue_earns_what_a_walk_up_the_scale_earns(bounds, opening, added, rates):
    tiers = [(bound, Fraction(rate, 100)) for bound, rate in zip([*bounds, None], rates, strict=False)]
    bucket = example()["usage"][0] | {"currency": "USD", "gross_revenue": f"{float(added):.2f}"}
    rule = {"id": "r", "charge": "percentage", "accumulate": "year"}
    rule["tiers"] = [{"up_to": bound and str(bound), "rate": f"{float(rate):.2f}"} for bound, rate in tiers]
    document = changed(
        example(),
        {
            "usage": [bucket],
            "terms[0].rate_rules": [rule],
            "terms[0].exclusivity": [],
            "contributions": REMOVED,
            "counters": {"r": {"base": f"{float(opening):.2f}"}},
        },
    )
    (line,) = settle_document(document)["lines"]
    earned = walk(tiers, opening + added) - walk(tiers, opening)
    if added == 0:
        assert Fraction(line["exact"]) == 0
    else:
        assert Fraction(line["exact"]) == earned


def tiers_of(*rows: tuple[str | None, str]) -> tuple[Tier, ...]:
    return tuple(
        Tier(None if up_to is None else Decimal(up_to), Decimal(rate), Decimal(0)) for up_to, rate in rows
    )


def test_the_tier_of_a_reading():
    first, second, last = tiers = tiers_of(("10", "3"), ("20", "2"), (None, "1"))
    found = [tier_of(tiers, Decimal(reading)) for reading in ("-5", "0", "10", "10.01", "20", "20.000001")]
    assert found == [first, first, first, second, second, last]


def test_the_parts_of_a_reading():
    tiers = tiers_of(("10", "3"), ("20", "2"), (None, "1"))
    with exact_arithmetic():
        assert [int(part) for _, _, part in parts(tiers, Decimal(25))] == [10, 10, 5]
        assert [int(part) for _, _, part in parts(tiers, Decimal(10))] == [10, 0, 0]
        assert [int(part) for _, _, part in parts(tiers, Decimal(-4))] == [-4, 0, 0]


def test_packages_are_rounded_toward_plus_infinity():
    with exact_arithmetic():
        counted = [
            package_count(Decimal(x), Decimal("2.5")) for x in ("0", "0.1", "2.5", "2.6", "-2.4", "-2.6")
        ]
    assert counted == [0, 1, 1, 2, 0, -1]


def changed_rule(**members: object) -> RateRule:
    rule, *_ = parse_input(example()).terms[0].rate_rules
    return replace(rule, tiers=TIERS, **members)


@pytest.mark.parametrize(
    ("reading", "graduated", "volume"),
    [
        ("-50", 0, 0),
        ("0", 0, 0),
        ("0.01", 7, 7),
        ("1", 7, 7),
        ("100", 7, 7),
        ("100.01", 37, 30),
        ("200", 37, 30),
        ("200.01", 537, 500),
    ],
)
def test_flat_fees_fall_due_above_each_bound(reading, graduated, volume):
    """Graduated, of all tiers begun; volume, of the tier that holds the count. Nothing for nothing."""
    fees = {
        mode: flat_fees(changed_rule(tier_mode=mode), Decimal(reading)) for mode in ("graduated", "volume")
    }
    assert fees == {"graduated": graduated, "volume": volume}
