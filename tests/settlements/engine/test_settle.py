"""What the engine answers where a case file cannot say it: nulls, refusals, large and long inputs."""

import json

import pytest

from settlements.engine import InvalidInput, canonical_json, parse_input, settle, settle_document
from settlements.engine.invariants import BrokenInvariant, assert_invariants
from tests.settlements.engine.documents import changed, example


def test_a_missing_mean_wants_no_day():
    document = changed(example(), {"fx_rates": [], "terms[0].fx_policy": "period_average"})
    result = settle_document(document)
    assert result["errors"] == [{"code": "missing_fx_rate", "bucket": "b1", "currency": "EUR", "date": None}]
    assert (result["ladder"], result["shares"], result["window"]) == (None, None, None)
    assert (result["counters"], result["ladder_steps"]) == ({}, {})
    assert (result["lines"], result["unrated"], result["warnings"]) == ([], [], [])


def test_json_and_document_are_one():
    result = settle(parse_input(example()))
    assert result.as_json() == canonical_json(result.as_document())
    missing = settle(parse_input(changed(example(), {"fx_rates": []})))
    assert missing.as_json() == canonical_json(missing.as_document())


def test_text_bytes_and_values_settle_alike():
    text = json.dumps(example())
    assert settle_document(text) == settle_document(text.encode()) == settle_document(example())


def test_what_parses_is_frozen():
    given = parse_input(example())
    with pytest.raises(AttributeError):
        given.period.final = True
    with pytest.raises(AttributeError):
        settle(given).lines[0].amount = 0


def test_thirty_digits_and_eighty_of_a_counter_stay_exact():
    digits, counter = "1" * 15 + "." + "1" * 15, "1" * 40 + "." + "1" * 40
    document = changed(
        example(),
        {
            "usage[0].gross_revenue": digits,
            "usage[0].quantity": digits,
            "fx_rates[0].rate": "0." + "3" * 29,
            "counters.default": {"base": counter, "quantity": counter},
        },
    )
    counted = settle_document(document)["counters"]["default"]
    assert counted["quantity"] == counter
    whole, part = counted["base"].split(".")
    assert whole.startswith("1" * 20)
    assert len(part) == 44


def test_the_first_and_last_days_of_the_calendar():
    """No date arithmetic leaves the calendar."""
    document = changed(
        example(),
        {
            "agreement.starts": "0001-01-01",
            "terms[0].from": "0001-01-01",
            "period": {"from": "0001-01-01", "to": "0001-01-02"},
            "usage[0].from": "0001-01-01",
            "usage[0].to": "0001-01-02",
            "terms[0].exclusivity": [],
            "contributions": [],
            "counters": {},
            "window": {},
        },
    )
    assert settle_document(document)["errors"][0]["date"] == "0001-01-01"
    late = {"from": "9999-12-01", "to": "9999-12-31"}
    document = changed(example(), {"period": late, "usage[0].from": late["from"], "usage[0].to": late["to"]})
    document["window"].pop("guarantee_earned")
    document["contributions"] = []
    assert settle_document(document)["errors"][0]["date"] == "9999-12-30"


def test_ids_of_any_script_settle_and_sort_by_code_point():
    place = {
        "application": "検索",
        "model": "\u200fنموذج",
        "market": "😀",
        "unit": 'to"ken,"|'.replace("|", ""),
    }
    bucket = example()["usage"][0] | {"currency": "USD"}
    rows = [
        bucket | {"id": "ü"},
        bucket | place | {"id": "z"},
        bucket | {"id": '"steps":[]', "model": "steps"},
    ]
    result = settle(parse_input(changed(example(), {"usage": rows})))
    assert result.as_json() == canonical_json(result.as_document())
    keys = [line["key"] for line in result.as_document()["lines"]]
    assert keys == sorted(keys)


def test_an_engine_that_contradicts_itself_says_so():
    given = parse_input(example())
    result = settle(given)
    result.ladder.rungs["earned"] += 1
    with pytest.raises(BrokenInvariant, match="foot"):
        assert_invariants(result, [])


@pytest.mark.parametrize("document", [None, 7, [], "[]", b"null", {}, {"format": []}])
def test_any_value_is_refused_by_faults_alone(document):
    with pytest.raises(InvalidInput) as refusal:
        settle_document(document)
    assert refusal.value.faults


@pytest.mark.parametrize(
    ("rounding", "base", "collector"),
    [
        ("half_even", "100.105", "80.08"),
        ("half_even", "100.115", "80.10"),
        ("half_up", "100.105", "80.09"),
        ("half_up", "-100.105", "-80.09"),
    ],
)
def test_the_collector_s_share_is_rounded_as_the_terms_say(rounding, base, collector):
    """Of 100.105 the beneficiary earns 20 %, 20.02; the collector keeps the rest of 100.10, or of 100.11."""
    changes = {
        "terms[0].rounding": rounding,
        "terms[0].exclusivity": [],
        "contributions": [],
        "usage[0].currency": "USD",
        "usage[0].gross_revenue": base,
    }
    assert settle_document(changed(example(), changes))["shares"]["collector"] == collector
