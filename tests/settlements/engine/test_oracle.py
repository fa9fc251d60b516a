"""The engine against the oracle, an implementation of FORMULA.md that shares no code with it."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from settlements.engine import settle_document
from tests.settlements.engine.documents import example, on_many_inputs
from tests.settlements.engine.generate import make_input
from tests.settlements.engine.oracle import expected_result


def without_steps(document: dict) -> dict:
    lines = [{name: line[name] for name in line if name != "steps"} for line in document["lines"]]
    left_out = ("digest", "ladder_steps")
    return {name: value for name, value in document.items() if name not in left_out} | {"lines": lines}


@on_many_inputs
@given(seed=st.integers(0, 2**64))
def test_any_valid_input_settles_as_the_oracle_says(seed):
    document = make_input(Random(seed))
    assert without_steps(settle_document(document)) == expected_result(document)


def test_the_example_settles_as_the_oracle_says():
    assert without_steps(settle_document(example())) == expected_result(example())
