"""How faults are collected and worded: each on one line, short, and not more than anybody reads."""

import pytest

from settlements.engine import Fault, InvalidInput
from settlements.engine.faults import MOST_FAULTS, FaultList, member_path, quoted
from settlements.engine.json_text import load_json


def test_no_fault_raises_nothing():
    FaultList().raise_if_any()


def test_faults_are_raised_together_in_the_order_found():
    faults = FaultList()
    faults.add("terms[0].version", "missing_member", 'The member "version" is missing.')
    faults.add("", "wrong_type", "This must be an object, not null.")
    with pytest.raises(InvalidInput) as refusal:
        faults.raise_if_any()
    assert str(refusal.value) == (
        'terms[0].version: The member "version" is missing. (missing_member)\n'
        "$: This must be an object, not null. (wrong_type)"
    )


def test_more_faults_than_anybody_reads_are_not_looked_for():
    faults = FaultList()
    for _ in range(MOST_FAULTS - 1):
        faults.add("usage", "wrong_type", "Wrong.")
    with pytest.raises(InvalidInput) as refusal:
        faults.add("usage", "wrong_type", "Wrong.")
    *named, last = refusal.value.faults
    assert named == [Fault("usage", "wrong_type", "Wrong.")] * 10_000
    sentence = "There may be more faults than these 10000; what follows was not read."
    assert last == Fault("$", "more_faults", sentence)


def test_a_name_that_nobody_would_read_is_cut():
    assert member_path("counters", "n" * 200) == "counters." + "n" * 200
    assert member_path("counters", "n" * 201) == 'counters["' + "n" * 200 + '..."]'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x" * 60, '"' + "x" * 60 + '"'),
        ("x" * 61, '"' + "x" * 57 + '..."'),
        (False, "false"),
        (10**30 - 1, "the number " + "9" * 30),
        (10**30, "a JSON number"),
        (1 - 10**30, "the number -" + "9" * 30),
        (-(10**30), "a JSON number"),
    ],
)
def test_a_value_is_quoted_as_far_as_anybody_reads(value, text):
    assert quoted(value) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b'{"a": \xff}', "$: This is not UTF-8 text: byte 6 cannot be read. (not_utf8)"),
        ("[" * 100_000, "$: The JSON is nested too deeply. (not_json)"),
        ('{\n "a": }', "$: This is not JSON: Expecting value (line 2, column 7). (not_json)"),
        ("[NaN]", "$: This is not JSON: NaN is no JSON value. (not_json)"),
        ("[-Infinity]", "$: This is not JSON: -Infinity is no JSON value. (not_json)"),
    ],
)
def test_what_is_no_json_is_said_with_its_place(text, sentence):
    with pytest.raises(InvalidInput) as refusal:
        load_json(text)
    assert str(refusal.value) == sentence


def test_a_whole_number_is_read_to_thirty_one_characters():
    """One more than any may have, so that it is a number too long and not another type."""
    assert load_json("9" * 31) == 10**31 - 1
    assert load_json("9" * 32) == float("inf")
