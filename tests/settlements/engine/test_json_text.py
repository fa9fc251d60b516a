"""JSON is read strictly: what stands twice, or is no JSON, is refused with its place."""

import pytest

from settlements.engine import Fault, InvalidInput, canonical_json, parse_input
from settlements.engine.explain import step
from settlements.engine.faults import member_path, quoted
from settlements.engine.json_text import canonical_text, load_json
from settlements.engine.members import member_names
from settlements.engine.result_text import _form
from tests.settlements.engine.documents import EXAMPLE_FILE


def faults_of(text: str | bytes) -> list[Fault]:
    with pytest.raises(InvalidInput) as refusal:
        parse_input(text)
    return refusal.value.faults


def test_a_member_that_stands_twice_is_named_by_its_path():
    text = EXAMPLE_FILE.read_text()
    twice = text.replace('"quantity": "1250000"', '"quantity": "1250000", "quantity": "1"')
    assert [(fault.path, fault.code) for fault in faults_of(twice)] == [
        ("usage[0].quantity", "repeated_member")
    ]
    counter = text.replace('"default": {', '"default": {"base": "0"}, "default": {')
    assert ("counters.default", "repeated_member") in [
        (fault.path, fault.code) for fault in faults_of(counter)
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"\xff", "not_utf8"),
        ("{", "not_json"),
        ("[NaN]", "not_json"),
        ("[-Infinity]", "not_json"),
        ("[" * 100_000, "not_json"),
        ("'single'", "not_json"),
        ('{"a": 1,}', "not_json"),
    ],
)
def test_what_is_no_json_is_refused(text, code):
    (fault,) = faults_of(text)
    assert (fault.path, fault.code) == ("$", code)
    assert fault.message.endswith(".")


def test_a_number_of_thousands_of_digits_is_read_as_no_integer():
    assert load_json("[12, -3]") == [12, -3]
    assert load_json("[" + "9" * 5000 + "]") == [float("inf")]
    text = EXAMPLE_FILE.read_text().replace('"version": 1', '"version": ' + "9" * 5000)
    assert [(fault.path, fault.code) for fault in faults_of(text)] == [("terms[0].version", "wrong_type")]


def test_canonical_text():
    assert canonical_json({"b": [1, None, True], "a": "ü"}) == '{"a":"ü","b":[1,null,true]}'.encode()


def test_paths():
    assert member_path("", "terms") == "terms"
    assert member_path("terms[0]", "rate_rules") == "terms[0].rate_rules"
    assert member_path("counters", "my rule") == 'counters["my rule"]'
    assert member_path("counters", "a\nb\ud800") == 'counters["a\\nb\\ud800"]'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x" * 100, '"' + "x" * 57 + '..."'),
        (None, "null"),
        (True, "true"),
        (7, "the number 7"),
        (10**40, "a JSON number"),
        (1.5, "a JSON number"),
        ({}, "an object"),
        ([], "a list"),
        (object(), "a value"),
    ],
)
def test_values_are_quoted_short_and_on_one_line(value, text):
    assert quoted(value) == text


def test_a_refusal_reads_as_lines():
    refusal = InvalidInput([Fault("terms", "missing_member", "It is missing."), Fault("$", "x", "Y.")])
    assert str(refusal) == "terms: It is missing. (missing_member)\n$: Y. (x)"


def test_a_step_s_form_is_its_canonical_text_up_to_the_result():
    names, form = _form("fx", "base × fx_rate", "fx_rate base")
    inputs = {"base": "2000.1", "fx_rate": "1.0857"}
    made = step("fx", "base × fx_rate", inputs, "2171.50857")
    assert names == inputs.keys()
    assert f'{form % inputs}"2171.50857"}}' == canonical_text(made)


def test_members_are_named_in_a_list_with_spaces():
    assert member_names("from to final") == {"from", "to", "final"}
