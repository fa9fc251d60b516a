"""Replaying the steps with pencil and paper gives the line: each formula is worked out from its inputs."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from settlements.engine import settle_document
from tests.settlements.engine.documents import changed, example, on_many_inputs
from tests.settlements.engine.generate import make_input
from tests.settlements.engine.oracle_numbers import round_half

PRINTED = Fraction(1, 10**12)
SIGNS = str.maketrans({"−": "-", "×": "*", "÷": "/"})
FUNCTIONS = {
    "clamp": lambda value, low, high: max(low, min(high, value)),
    "max": max,
    "min": min,
}


def figures(inputs: dict) -> dict:
    """Inputs as numbers; a list of rows as the sum of their values."""
    read = {}
    for name, value in inputs.items():
        if isinstance(value, list):
            read[f"sum_{name}"] = sum((Fraction(row.get("value", "0")) for row in value), Fraction(0))
        elif value is not None and value.lstrip("-").replace(".", "", 1).isdigit():
            read[name] = Fraction(value)
    return read


def replay(step: dict, earlier: list[dict]) -> Fraction:
    known = figures(step["inputs"])
    formula = step["formula"]
    if formula.startswith("round("):
        exact = known.get("exact", known.get("exact_of_all_lines"))
        return round_half(exact, int(known["decimals"]), step["inputs"]["rounding"])
    if formula.startswith("rate of the tier"):
        assert known.get("up_to") is None or known["closing"] <= known["up_to"]
        return known["rate"]
    if formula.startswith("net_due where"):
        return (
            known["net_due"]
            if known["net_due"] > 0 and known["net_due"] >= known["payout_threshold"]
            else Fraction(0)
        )
    if formula == "earning + tier_catch_up + flat_fee" or formula == "Σ rungs":
        return sum(known.values(), Fraction(0))
    known["sum_tiers"] = sum(
        (Fraction(row["result"]) for row in earlier if row["name"] == "tier"), Fraction(0)
    )
    text = formula.translate(SIGNS).replace("Σ ", "sum_")
    return Fraction(eval(text, {"__builtins__": {}}, {**FUNCTIONS, **known}))


def assert_replays(steps: list[dict]) -> None:
    for i, step in enumerate(steps):
        stated = Fraction(step["result"])
        again = replay(step, steps[:i])
        assert abs(again - stated) <= PRINTED * max(1, abs(stated)), (step, again)


@on_many_inputs
@given(seed=st.integers(0, 2**64))
def test_every_step_follows_from_its_inputs(seed):
    result = settle_document(make_input(Random(seed)))
    for line in result["lines"]:
        assert_replays(line["steps"])
        assert line["steps"][-1]["result"] == line["amount"]
    for rung, steps in result["ladder_steps"].items():
        assert_replays(steps)
        assert steps[-1]["result"] == result["ladder"][rung]


def test_the_steps_of_the_example_in_their_order():
    result = settle_document(example())
    (line,) = [line for line in result["lines"] if line["kind"] == "earning"]
    assert [(step["name"], step["result"]) for step in line["steps"]] == [
        ("base", "2000.123456"),
        ("fx", "2171.5340361792"),
        ("counter_opening", "88000.1"),
        ("counter_closing", "90171.6340361792"),
        ("tier", "434.30680723584"),
        ("rate", "0.2"),
        ("exclusivity", "0.02"),
        ("contributions", "0.01"),
        ("share", "0.23"),
        ("exact", "499.452828321216"),
        ("rounding_together", "499.45"),
        ("rounding", "499.45"),
    ]
    assert line["steps"][1]["inputs"] == {
        "base": "2000.123456",
        "fx_rate": "1.0857",
        "date": "2026-10-30",
        "source": "ECB",
    }


def test_a_line_over_several_days_names_each_rate_and_grant():
    """Two days of one rate, and two grants of one uplift, make one line that names both."""
    bucket = example()["usage"][0]
    grant = example()["terms"][0]["exclusivity"][0]
    document = changed(
        example(),
        {
            "usage": [
                bucket | {"from": "2026-10-01", "to": "2026-10-02"},
                bucket | {"id": "b2", "from": "2026-10-02", "to": "2026-10-03"},
            ],
            "terms[0].fx_policy": "usage_day",
            "terms[0].exclusivity": [
                grant | {"to": "2026-10-02"},
                grant | {"id": "x2", "from": "2026-10-02", "to": "2026-10-03"},
            ],
            "fx_rates": [
                {"currency": "EUR", "date": "2026-10-01", "rate": "1.1", "source": "ECB"},
                {"currency": "EUR", "date": "2026-10-02", "rate": "1.10"},
            ],
        },
    )
    (line,) = [line for line in settle_document(document)["lines"] if line["kind"] == "earning"]
    days = [{"date": "2026-10-01", "source": "ECB"}, {"date": "2026-10-02", "source": ""}]
    assert line["buckets"] == ["b1", "b2"]
    assert line["steps"][1]["inputs"]["days"] == days
    grants = [step["inputs"]["uplifts"][0]["id"] for step in line["steps"] if step["name"] == "exclusivity"]
    assert grants == ["x1", "x2"]
