"""Terms read without usage, as who drafts an agreement checks them: every fault, whole sentence and all."""

import json

import pytest

from settlements.engine import InvalidInput, parse_terms, parse_version
from tests.settlements.engine.documents import REMOVED, changed, example

RULE = "terms[0].rate_rules[0]"
FAULTS_OF_TERMS = [
    ({"terms": {}}, ["terms: This must be a list, not an object. (wrong_type)"]),
    ({"terms": []}, ["terms: No version is in force on 2026-01-01, a day of the term. (term_not_covered)"]),
    (
        {"terms[0].from": "2026-02-01"},
        ["terms: No version is in force on 2026-01-01, a day of the term. (term_not_covered)"],
    ),
    (
        {f"{RULE}.tiers[0].rate": "2"},
        [
            f"{RULE}.tiers[0].rate: A percentage is written as a share from 0 to 1: 20 % is 0.20. "
            "(out_of_range)"
        ],
    ),
    (
        {"terms[0].cap.amount": "250000.001"},
        ["terms[0].cap.amount: Money in this currency has 2 decimals, not 3. (too_many_decimals)"],
    ),
    (
        {"agreement.settlement_currency": "JPY", "terms[0].advance": REMOVED, "terms[0].cap": REMOVED},
        [
            "terms[0].minimum_guarantee.amount: Money in this currency has 0 decimals, not 2. "
            "(too_many_decimals)",
            "terms[0].payout_threshold: Money in this currency has 0 decimals, not 2. (too_many_decimals)",
        ],
    ),
    ({"agreement": 7}, ["agreement: This must be an object, not the number 7. (wrong_type)"]),
    ({"agreement.extra": 1}, ['agreement.extra: There is no member "extra" here. (unknown_member)']),
    (
        {"agreement.ends": "2026-01-01"},
        ["agreement.ends: The agreement ends (2026-01-01) on or before it starts. (empty_range)"],
    ),
    (
        {"terms[0].rate_rules[1].id": "default", f"{RULE}.clause": 4},
        [f"{RULE}.clause: This must be a text, not the number 4. (wrong_type)"],
    ),
    (
        {"terms[0].rate_rules[1].id": "default"},
        [
            "terms[0].rate_rules[1].id: Another rule of this version has the same id. (repeated_id)",
        ],
    ),
]
FAULTS_OF_A_VERSION = [
    ({"terms[0]": 7}, ["$: This must be an object, not the number 7. (wrong_type)"]),
    ({"terms[0].version": REMOVED}, ['version: The member "version" is missing. (missing_member)']),
    (
        {"terms[0].payout_threshold": "0.001"},
        ["payout_threshold: Money in this currency has 2 decimals, not 3. (too_many_decimals)"],
    ),
    (
        {"terms[0].cap.amount": "-1"},
        ["cap.amount: This amount must not be negative. (negative)"],
    ),
    (
        {"terms[0].exclusivity[0].uplift": "-2"},
        ["exclusivity[0].uplift: An uplift must not be below -1. (out_of_range)"],
    ),
    (
        {"terms[0].rate_rules[1].id": "default"},
        ["rate_rules[1].id: Another rule of this version has the same id. (repeated_id)"],
    ),
    ({"agreement": "7"}, ["agreement: This must be an object, not the number 7. (wrong_type)"]),
    (
        {"agreement.collected_by": "both"},
        ['agreement.collected_by: "both" is not one of: licensor, partner. (unknown_value)'],
    ),
    ({"terms[0].from": "2025-01-01", "terms[0].to": "2025-02-01"}, []),
]


def said(read, *given, **named) -> list[str]:
    try:
        read(*given, **named)
    except InvalidInput as refusal:
        return list(map(str, refusal.faults))
    return []


@pytest.mark.parametrize(("changes", "sentences"), FAULTS_OF_TERMS)
def test_the_faults_of_all_versions(changes, sentences):
    document = changed(example(), changes)
    assert said(parse_terms, document["terms"], agreement=document["agreement"]) == sentences
    texts = {"terms": json.dumps(document["terms"]), "agreement": json.dumps(document["agreement"])}
    assert said(parse_terms, texts["terms"], agreement=texts["agreement"].encode()) == sentences


@pytest.mark.parametrize(("changes", "sentences"), FAULTS_OF_A_VERSION)
def test_the_faults_of_one_version(changes, sentences):
    document = changed(example(), changes)
    assert said(parse_version, document["terms"][0], agreement=document["agreement"]) == sentences


def test_terms_without_a_fault():
    given = example()
    (version,) = parse_terms(given["terms"], agreement=given["agreement"])
    assert version == parse_version(given["terms"][0], agreement=given["agreement"])
    assert (version.number, version.cap.per, [rule.id for rule in version.rate_rules]) == (
        1,
        "year",
        ["default", "gpu"],
    )
