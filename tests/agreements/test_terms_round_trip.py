"""Terms go in as FORMULA's JSON and come out meaning the same."""

import json

import pytest

from agreements.import_terms import import_terms
from agreements.terms_document import agreement_document, terms_document
from settlements.engine.parse import parse_terms
from tests.factories.agreements import make_agreement, make_draft_agreement

FORMULA_EXAMPLE = [
    {
        "version": 1,
        "from": "2026-01-01",
        "to": None,
        "base": "net_revenue",
        "rounding": "half_even",
        "rate_rules": [
            {
                "id": "default",
                "clause": "4.1",
                "application": "*",
                "model": "*",
                "market": "*",
                "charge": "percentage",
                "tier_mode": "graduated",
                "tier_metric": "base_amount",
                "unit": None,
                "accumulate": "year",
                "tiers": [
                    {"up_to": "100000", "rate": "0.20"},
                    {"up_to": None, "rate": "0.15", "flat": "500"},
                ],
            },
            {
                "id": "gpu",
                "clause": "4.3",
                "application": "*",
                "model": "*",
                "market": "*",
                "charge": "per_unit",
                "unit": "gpu_hours",
                "per": "1",
                "whole_packages": False,
                "tier_mode": "volume",
                "tier_metric": "quantity",
                "accumulate": "period",
                "retroactive": False,
                "tiers": [{"up_to": None, "rate": "0.40"}],
            },
        ],
        "exclusivity": [
            {
                "id": "x1",
                "clause": "6.2",
                "application": "search",
                "model": "*",
                "market": "ID",
                "from": "2026-01-01",
                "to": None,
                "uplift": "0.02",
            }
        ],
        "contribution_points_cap": "0.03",
        "minimum_guarantee": {"amount": "10000.00", "per": "quarter"},
        "cap": {"amount": "250000.00", "per": "year"},
        "advance": {"amount": "50000.00", "recoup_rate": "0.5"},
        "withholding_rate": "0.10",
        "payout_threshold": "100.00",
        "fx_policy": "period_end",
    }
]


def meaning(terms, agreement):
    return parse_terms(terms, agreement=agreement_document(agreement=agreement))


def test_the_example_of_the_formula_comes_out_as_it_went_in(hosta):
    agreement = make_agreement(hosta, terms=FORMULA_EXAMPLE)
    exported = terms_document(agreement=agreement)
    assert meaning(exported, agreement) == meaning(FORMULA_EXAMPLE, agreement)


def test_what_terms_do_not_say_is_absent(hosta):
    [version] = terms_document(agreement=make_agreement(hosta))
    assert not {"to", "exclusivity", "cap", "advance", "minimum_guarantee"} & version.keys()
    assert None not in version.values()
    [rule] = version["rate_rules"]
    assert {"clause", "unit", "per"}.isdisjoint(rule)
    assert rule["tiers"] == [{"rate": "0.2"}]


def test_the_longest_numbers_keep_every_digit(hosta):
    tiny, huge = "0." + "0" * 28 + "7", "9" * 30
    terms = [{**FORMULA_EXAMPLE[0], "rate_rules": [{**FORMULA_EXAMPLE[0]["rate_rules"][0]}]}]
    terms[0]["rate_rules"][0]["tiers"] = [{"up_to": huge, "rate": tiny}, {"rate": "1", "flat": tiny}]
    agreement = make_agreement(hosta, terms=terms)
    [rule] = terms_document(agreement=agreement)[0]["rate_rules"]
    assert rule["tiers"] == [{"up_to": huge, "rate": tiny}, {"rate": "1", "flat": tiny}]


@pytest.mark.parametrize("wrap", [json.dumps, lambda terms: json.dumps(terms).encode(), lambda terms: terms])
def test_text_bytes_and_values_are_the_same_import(hosta, carla, wrap):
    agreement = make_draft_agreement(hosta)
    [draft] = import_terms(agreement=agreement, document=wrap(FORMULA_EXAMPLE), by=carla)
    assert (draft.number, draft.state, draft.rules.count()) == (1, "draft", 2)


def test_a_whole_settlement_input_is_an_import_too(hosta, carla):
    agreement = make_draft_agreement(hosta)
    document = {
        "format": "settlement-input/1",
        "agreement": {"number": "elsewhere-7", "collected_by": "licensor", "settlement_currency": "USD"},
        "terms": FORMULA_EXAMPLE,
        "usage": [],
    }
    assert len(import_terms(agreement=agreement, document=document, by=carla)) == 1
