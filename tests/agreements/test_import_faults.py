"""A document with a fault changes nothing and says where and what."""

import copy

import pytest
from django.core.exceptions import PermissionDenied

from agreements.fault_words import WORDS
from agreements.import_terms import import_terms
from settlements.engine.faults import InvalidInput
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms, share

GOOD = [
    make_terms(
        "2026-01-01",
        share(("1000", "0.2"), "0.1", application="search"),
        exclusivity=[{"id": "x", "from": "2026-01-01", "uplift": "0.02"}],
        cap={"amount": "10.00", "per": "year"},
    )
]


def faults_of(document, agreement, by):
    with pytest.raises(InvalidInput) as refusal:
        import_terms(agreement=agreement, document=document, by=by)
    assert all(fault.code in WORDS for fault in refusal.value.faults), "a fault without words"
    return {(fault.path, fault.code) for fault in refusal.value.faults}


def changed(path, value):
    """GOOD with one member changed; the path as the fault should name it."""
    terms = copy.deepcopy(GOOD)
    at, *keys = [int(k) if k.isdigit() else k for k in path.replace("[", ".").replace("]", "").split(".")]
    row = {"terms": terms}[at]
    for key in keys[:-1]:
        row = row[key]
    row[keys[-1]] = value
    return terms


@pytest.mark.parametrize(
    "path, value, code",
    [
        ("terms[0].rate_rules[0].application", "teleportation", "unknown_application"),
        ("terms[0].rate_rules[0].model", "llama-9", "unknown_model"),
        ("terms[0].rate_rules[0].market", "ZZ", "unknown_market"),
        ("terms[0].rate_rules[0].unit", "furlongs", "unknown_unit"),
        ("terms[0].exclusivity[0].market", "XX", "unknown_market"),
        ("terms[0].rate_rules[0].id", " ", "missing_value"),
        ("terms[0].rate_rules[0].id", "n" * 101, "bad_text"),
        ("terms[0].rate_rules[0].clause", "4\x00.1", "bad_text"),
        ("terms[0].version", 0, "out_of_range"),
        ("terms[0].version", 2**31, "out_of_range"),
        ("terms[0].cap.amount", "10.001", "too_many_decimals"),
        ("terms[0].cap.amount", "9" * 31, "too_many_digits"),
        ("terms[0].rate_rules[0].tiers[0].rate", "NaN", "bad_number"),
        ("terms[0].rate_rules[0].tiers[0].rate", "1e999", "bad_number"),
        ("terms[0].rate_rules[0].tiers[0].rate", "٠.٢", "bad_number"),
        ("terms[0].rate_rules[0].tiers[0].rate", 0.2, "wrong_type"),
        ("terms[0].rate_rules[0].tiers[0].up_to", "-1", "not_positive"),
        ("terms[0].from", "2026-02-30", "bad_date"),
        ("terms[0].base", "turnover", "unknown_value"),
    ],
)
def test_each_fault_names_its_place(hosta, carla, path, value, code):
    agreement = make_draft_agreement(hosta)
    assert (path, code) in faults_of(changed(path, value), agreement, carla)
    assert agreement.versions.get().rules.count() == 0


@pytest.mark.parametrize(
    "document, path, code",
    [
        ("", "$", "not_json"),
        ("[" * 100_000, "$", "not_json"),
        (b"\xff\xfe", "$", "not_utf8"),
        ("{}", "$", "wrong_type"),
        ("7", "$", "wrong_type"),
        ("[]", "terms", "missing_value"),
        ("[3]", "terms[0]", "wrong_type"),
        ('{"terms": {"version": 1}}', "$", "wrong_type"),
    ],
)
def test_what_is_no_document_is_refused_in_words(hosta, carla, document, path, code):
    assert (path, code) in faults_of(document, make_draft_agreement(hosta), carla)


def test_terms_of_another_direction_or_currency_are_refused(hosta, carla):
    document = {"agreement": {"collected_by": "partner", "settlement_currency": "EUR"}, "terms": GOOD}
    assert faults_of(document, make_draft_agreement(hosta), carla) == {
        ("agreement.collected_by", "another_agreement"),
        ("agreement.settlement_currency", "another_agreement"),
    }


def test_one_bad_version_keeps_the_good_one_out(hosta, carla):
    agreement = make_draft_agreement(hosta)
    later = make_terms("2026-07-01", share("0.3", market="ZZ"), number=2)
    faults_of([{**GOOD[0], "to": "2026-07-01"}, later], agreement, carla)
    assert agreement.versions.get().rules.count() == 0


def test_versions_must_meet_and_cover_the_term(hosta, carla):
    agreement = make_draft_agreement(hosta)
    gap = [{**GOOD[0], "to": "2026-06-01"}, make_terms("2026-07-01", number=2)]
    assert ("terms", "term_not_covered") in faults_of(gap, agreement, carla)
    overlap = [GOOD[0], make_terms("2026-07-01", number=2)]
    assert ("terms[1].from", "versions_overlap") in faults_of(overlap, agreement, carla)


def test_what_is_in_force_is_left_alone_or_refused(hosta, carla):
    agreement = make_agreement(hosta, terms=GOOD)
    later = make_terms("2026-07-01", number=2)
    assert faults_of([make_terms("2026-01-01", share("0.9"))], agreement, carla) == {
        ("terms[0].version", "in_force")
    }
    [draft] = import_terms(agreement=agreement, document=[{**GOOD[0], "to": "2026-07-01"}, later], by=carla)
    assert (draft.number, agreement.versions.count()) == (2, 2)


def test_an_amendment_alone_is_enough(hosta, carla):
    agreement = make_agreement(hosta, terms=GOOD)
    for _ in range(2):  # the second replaces the draft of the first
        import_terms(agreement=agreement, document=[make_terms("2026-07-01", number=2)], by=carla)
    assert list(agreement.versions.values_list("number", "state")) == [(1, "in_force"), (2, "draft")]


def test_import_is_for_contracts(hosta, april):
    with pytest.raises(PermissionDenied):
        import_terms(agreement=make_draft_agreement(hosta), document=GOOD, by=april)
