"""The JSON Schemas say what the documents look like, and never refuse what the engine accepts."""

import copy
import tomllib
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from settlements.engine import InvalidInput, parse_input, settle_document
from tests.settlements.engine.documents import EXAMPLES, changed, example
from tests.settlements.engine.faults_of_members import FAULTS_OF_MEMBERS
from tests.settlements.engine.faults_of_rules import FAULTS_OF_RULES
from tests.settlements.engine.generate import make_input
from tests.settlements.engine.schemas import FILES, INPUT, REGISTRY, RESULT, refusals, validator
from tests.settlements.engine.test_cases import CASES, settlement_input

# What no schema can say: members against each other, days of the calendar, the decimals of a currency.
ENGINE_ONLY = {
    "above_advance",
    "empty_range",
    "last_tier_closed",
    "not_cut",
    "not_utf8",
    "outside_period",
    "outside_term",
    "repeated_id",
    "repeated_scope",
    "term_not_covered",
    "tiers_not_rising",
    "too_many_decimals",
    "unknown_rule",
    "versions_overlap",
    "window_crossed",
    "window_starts_here",
    "wrong_final",
}
# A date by its form; a line feed that Python's $ overlooks; an integer to JSON Schema.
ENGINE_ONLY_VALUES = [repr(value) for value in ("2026-02-30", "1\n", 1.0)]

# Texts at the edges of what members of some kind may be.
EDGES = [
    *("0", "-0", "-0.00", "00", "1", "1.0", "01.00", "1.000001", "-1", "-1.0", "-1.1", "-0.5", "0.5", "007"),
    *(
        "9" * 30,
        "9" * 31,
        "0." + "0" * 29,
        "-0." + "0" * 29,
        "0." + "0" * 30,
        "1." + "0" * 29,
        "-" + "9" * 30,
    ),
    *("", "*", "|", "x", "é\n", "EUR", "2026-10-01", "2026-10-16", "0001-01-01", "9999-12-31"),
    *("percentage", "per_unit", "quantity", "base_amount", "volume", "term", "year", "licensor"),
]
VALUES = [*EDGES, None, True, False, 0, 1, -1, 10**29, 10**30, 1.5, [], {}, ["x"], {"x": "1"}]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_schema_is_one(path):
    schema = REGISTRY.contents(path.name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    assert len(path.read_text().splitlines()) <= 200


def test_the_example_and_its_parts_are_valid():
    document = example()
    assert refusals(INPUT, document) == []
    assert refusals(RESULT, settle_document(document)) == []
    for part in ("agreement", "terms", "usage"):
        assert refusals(validator(part), document[part]) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_case_and_its_result_are_valid(path):
    document = settlement_input(tomllib.loads(path.read_text()))
    assert refusals(INPUT, document) == []
    try:
        result = settle_document(document)
    except InvalidInput:
        return
    assert refusals(RESULT, result) == []


@pytest.mark.parametrize(("changes", "path", "code"), FAULTS_OF_MEMBERS + FAULTS_OF_RULES)
def test_each_fault_is_refused_by_the_schema_where_a_schema_can(changes, path, code):
    document = changed(example(), changes)
    with pytest.raises(InvalidInput):
        parse_input(document)
    of_a_value = any(repr(value) in ENGINE_ONLY_VALUES for value in changes.values())
    if code not in ENGINE_ONLY and not of_a_value:
        assert refusals(INPUT, document)


def places(value: object, parents: tuple = ()):
    """Every member and item of a document, by its way there."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*parents, step)
        yield from places(inner, (*parents, step))


def altered(document: dict, rng: Random) -> dict:
    """One to three members taken out, or given values at the edge of what is allowed."""
    document = copy.deepcopy(document)
    for _ in range(rng.choice([1, 1, 2, 3])):
        *parents, last = rng.choice(list(places(document)))
        target = document
        for step in parents:
            target = target[step]
        if rng.random() < 0.2:
            del target[last]
        else:
            target[last] = copy.deepcopy(rng.choice(VALUES))
    return document


@settings(max_examples=EXAMPLES, deadline=None)
@given(seed=st.integers(0, 2**64))
def test_the_schema_accepts_what_the_engine_accepts(seed):
    rng = Random(seed)
    document = make_input(rng) if rng.random() < 0.5 else example()
    assert refusals(INPUT, document) == []
    for _ in range(10):
        other = altered(document, rng)
        try:
            parse_input(other)
        except InvalidInput:
            continue
        assert refusals(INPUT, other) == []


@settings(max_examples=EXAMPLES, deadline=None)
@given(seed=st.integers(0, 2**64))
def test_any_result_is_valid(seed):
    assert refusals(RESULT, settle_document(make_input(Random(seed)))) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"ladder.earned": "499.450000"},
        {"ladder.net_due": "-0.00"},
        {"ladder": None},
        {"ladder.other": "1.00"},
        {"lines[1].exact": "499.40"},
        {"lines[1].amount": 499},
        {"lines[1].unit": None},
        {"lines[0].rate": "0.2"},
        {"lines[0].kind": "gift"},
        {"counters.default.base": "1e3"},
        {"digest": "0"},
        {"extra": 1},
    ],
)
def test_what_is_no_result_is_refused(changes):
    assert refusals(RESULT, changed(settle_document(example()), changes))
