"""Every rule of the "Invalid" list of FORMULA section 10 is found, at its path, with a sentence."""

import pytest

from settlements.engine import InvalidInput, parse_input, parse_terms, parse_version
from settlements.engine.faults import Fault
from tests.settlements.engine.documents import REMOVED, changed, example
from tests.settlements.engine.faults_of_members import FAULTS_OF_MEMBERS
from tests.settlements.engine.faults_of_rules import FAULTS_OF_RULES


def refused(read, *given, **named) -> list:
    with pytest.raises(InvalidInput) as refusal:
        read(*given, **named)
    return refusal.value.faults


NOT_CUT = ("usage[0]", "not_cut")
OPENS_AT_ZERO = {(path, "window_starts_here") for path in ("counters.default.base", "window.cap_earned")}
BRINGS_ALONG = {
    ("terms[1].from", "versions_overlap"): {NOT_CUT},
    ("terms[1].version", "repeated_id"): {NOT_CUT},
    ("terms", "term_not_covered"): {
        NOT_CUT,
        ("counters.default", "unknown_rule"),
        ("window.advance_balance", "above_advance"),
    },
    ("window.guarantee_earned", "too_many_decimals"): {("window.guarantee_earned", "window_starts_here")},
    ("counters.default.base", "window_starts_here"): OPENS_AT_ZERO,
    ("period", "window_crossed"): OPENS_AT_ZERO | {("usage[0].from", "outside_period")},
}
"""Faults that are others' cause: the version that overlaps begins within a bucket, and so on."""


@pytest.mark.parametrize(("changes", "path", "code"), FAULTS_OF_MEMBERS + FAULTS_OF_RULES)
def test_a_fault_is_found_at_its_path_and_makes_no_others(changes, path, code):
    faults = refused(parse_input, changed(example(), changes))
    found = [(fault.path, fault.code) for fault in faults]
    further = BRINGS_ALONG.get((path, code))
    assert (path, code) in found if further else found == [(path, code)]
    assert set(found) <= {(path, code)} | (further or set())
    assert all(fault.message.endswith(".") and "\n" not in fault.message for fault in faults)


def test_the_example_is_valid():
    assert parse_input(example()).agreement.number == "AGR-0001"


@pytest.mark.parametrize("number", ["9" * 30, "-" + "9" * 30, "-" + "9" * 15 + "." + "9" * 15])
def test_thirty_digits_are_allowed_besides_sign_and_point(number):
    (bucket,) = parse_input(changed(example(), {"usage[0].quantity": number})).usage
    assert str(bucket.quantity) == number


def test_every_fault_of_a_document_is_named_at_once():
    document = changed(
        example(),
        {
            "agreement.extra": 1,
            "terms[0].rate_rules[0].tiers[0].rate": "2",
            "usage[0].to": "2026-11-02",
            "contributions[1].id": "c1",
            "terms[0].cap": REMOVED,
            "opening_balance": "0.001",
        },
    )
    paths = {fault.path for fault in refused(parse_input, document)}
    assert {"agreement.extra", "terms[0].rate_rules[0].tiers[0].rate", "contributions[1].id"} <= paths
    assert {"opening_balance", "usage[0].to"} <= paths


def test_a_wrong_final_hides_no_fault_of_usage_or_counters():
    changes = {
        "period.final": True,
        "usage[0].to": "2026-11-02",
        "counters.gpu": {"quantity": "1", "base": "0"},
    }
    faults = refused(parse_input, changed(example(), changes))
    assert {fault.path for fault in faults} == {"period.final", "usage[0].to", "counters.gpu.quantity"}


def test_one_fault_makes_no_others():
    """A missing charge says nothing about rates; a wrong type is not also a missing member."""
    faults = refused(parse_input, changed(example(), {"terms[0].rate_rules[1].charge": REMOVED}))
    assert [fault.path for fault in faults] == ["terms[0].rate_rules[1].charge"]
    faults = refused(parse_input, changed(example(), {"agreement": "x"}))
    assert [fault.path for fault in faults] == ["agreement"]


@pytest.mark.parametrize(
    "name", ["charge", "unit", "tier_metric", "accumulate"], ids=lambda name: f"another {name}"
)
def test_rules_of_one_id_count_alike_in_every_version(name):
    changes = {"charge": "percentage", "unit": "images", "tier_metric": "base_amount", "accumulate": "year"}
    version = example()["terms"][0]
    rule = version["rate_rules"][1] | {name: changes[name]}
    later = version | {"version": 2, "from": "2026-11-01", "rate_rules": [rule]}
    document = changed(example(), {"terms[0].to": "2026-11-01", "terms[1]": later})
    sentence = f"A rule of this id has another {name} in terms[0]; take another id."
    fault = Fault(f"terms[1].rate_rules[0].{name}", "counter_differs", sentence)
    assert fault in refused(parse_input, document)


def test_versions_may_reach_beyond_the_term():
    document = changed(example(), {"terms[0].from": "2020-01-01", "terms[0].to": "2040-01-01"})
    document = changed(document, {"agreement.ends": "2030-01-01"})
    assert len(parse_input(document).terms) == 1


def test_the_last_version_may_end_with_the_agreement():
    document = changed(example(), {"terms[0].to": "2027-01-01", "agreement.ends": "2027-01-01"})
    assert not parse_input(document).period.final


def test_versions_from_before_the_term_do_not_trouble_it():
    old = example()["terms"][0] | {"version": 7, "from": "2019-01-01", "to": "2020-01-01"}
    assert len(parse_input(changed(example(), {"terms[1]": old})).terms) == 2


def test_terms_are_checked_by_themselves():
    given = example()
    versions = parse_terms(given["terms"], agreement=given["agreement"])
    assert versions[0].rate_rules[0].id == "default"
    faults = refused(parse_terms, given["terms"] * 2, agreement=given["agreement"])
    assert {fault.path for fault in faults} == {"terms[1].version", "terms[1].from"}


def test_one_version_is_checked_by_itself():
    given = example()
    later = given["terms"][0] | {"from": "2026-11-01"}
    assert parse_version(later, agreement=given["agreement"]).number == 1
    wrong = changed(later, {"rate_rules[0].tiers[0].rate": "2", "rate_rules[1].id": "default"})
    assert [fault.path for fault in refused(parse_version, wrong, agreement=given["agreement"])] == [
        "rate_rules[0].tiers[0].rate"
    ]
    assert "rate_rules[1].id" in [
        fault.path
        for fault in refused(
            parse_version, changed(later, {"rate_rules[1].id": "default"}), agreement=given["agreement"]
        )
    ]
