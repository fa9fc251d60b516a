"""Lines of several buckets, and what a change of the price re-rates."""

import pytest

from settlements.engine import settle_document
from tests.settlements.engine.documents import REMOVED, changed, example

BUCKET = example()["usage"][0]
GRANT = example()["terms"][0]["exclusivity"][0]
EARLY, LATE = {"to": "2026-10-15"}, {"from": "2026-10-15"}


def lines_of(document: dict, kind: str) -> list[dict]:
    return [line for line in settle_document(document)["lines"] if line["kind"] == kind]


def test_a_line_begins_on_the_earliest_day_of_its_buckets():
    later = BUCKET | {"id": "later"} | LATE
    first = BUCKET | {"id": "first"} | EARLY
    (line,) = lines_of(changed(example(), {"usage": [later, first]}), "earning")
    assert line["buckets"] == ["first", "later"]
    assert line["key"].endswith("|EUR|2026-10-01|0.02|0.01")
    assert (line["quantity"], line["base"]) == ("2500000", "4000.246912")


def test_two_grants_of_one_uplift_make_a_line_at_one_rate():
    document = changed(
        example(),
        {
            "usage": [BUCKET | EARLY, BUCKET | {"id": "b2"} | LATE],
            "terms[0].exclusivity": [GRANT | EARLY, GRANT | {"id": "x2"} | LATE],
        },
    )
    (line,) = lines_of(document, "earning")
    assert line["steps"][1]["inputs"] == {
        "base": "4000.246912",
        "fx_rate": "1.0857",
        "date": "2026-10-30",
        "source": "ECB",
    }
    grants = [step["inputs"]["uplifts"][0]["id"] for step in line["steps"] if step["name"] == "exclusivity"]
    assert grants == ["x1", "x2"]


def test_a_new_price_re_rates_the_quantity_counted_before():
    """80 hours before at 0.40 for ten, 40 now reach the tier of 0.30: 80 ÷ 10 × −0.10, and 40 ÷ 10 × 0.30."""
    document = changed(
        example(),
        {
            "usage": [BUCKET | {"unit": "gpu_hours", "currency": "USD", "quantity": "40"}],
            "terms[0].exclusivity": [],
            "terms[0].rate_rules[1].per": "10",
            "terms[0].rate_rules[1].accumulate": "year",
            "terms[0].rate_rules[1].retroactive": True,
            "terms[0].rate_rules[1].tiers": [{"up_to": "100", "rate": "0.40"}, {"rate": "0.30"}],
            "counters.gpu": {"quantity": "80", "base": "7"},
        },
    )
    (catch_up,) = lines_of(document, "tier_catch_up")
    assert (catch_up["rule"], catch_up["exact"], catch_up["amount"]) == ("gpu", "-0.8", "-0.80")
    assert [line["amount"] for line in lines_of(document, "earning") if line["rule"] == "gpu"] == ["1.20"]


def test_a_flat_fee_names_its_rule_and_clause():
    """The year stood at 88,000.10; 20,000.00 more reach the tier above 100,000 and its flat 500."""
    usage = [BUCKET | {"currency": "USD", "gross_revenue": "20000"}]
    (fee,) = lines_of(changed(example(), {"usage": usage}), "flat_fee")
    assert (fee["key"], fee["amount"]) == ("flat_fee|default|1||||||||", "500.00")
    assert (fee["rule"], fee["version"], fee["clause"]) == ("default", 1, "4.1")
    assert fee["steps"][2] == {
        "name": "exact",
        "formula": "flat_at_closing − flat_at_opening",
        "inputs": {"flat_at_closing": "500", "flat_at_opening": "0"},
        "result": "500",
    }


def test_two_contributions_of_the_same_points_make_a_line_that_names_both():
    """One ends where the other begins; the base is what is left of both buckets' deductions."""
    points = example()["contributions"][0]
    document = changed(
        example(),
        {
            "usage": [
                BUCKET | EARLY | {"deductions": "0.12"},
                BUCKET | {"id": "b2", "deductions": "0.003"} | LATE,
            ],
            "contributions": [points | EARLY, points | {"id": "c3"} | LATE],
        },
    )
    (line,) = lines_of(document, "earning")
    base, *_ = line["steps"]
    assert base == {
        "name": "base",
        "formula": "gross_revenue − deductions",
        "inputs": {"gross_revenue": "4000.246912", "deductions": "0.123"},
        "result": "4000.123912",
    }
    named = [step["inputs"]["points"] for step in line["steps"] if step["name"] == "contributions"]
    assert named == [[{"id": name, "party": "partner", "value": "0.01"}] for name in ("c1", "c3")]


def test_points_do_not_split_a_line_by_the_unit():
    """From the 15th there are points; one line of the hours, two of the revenue."""
    hours = BUCKET | {"unit": "gpu_hours", "quantity": "10"}
    document = changed(
        example(),
        {
            "usage": [hours | EARLY, hours | {"id": "b2"} | LATE],
            "contributions[0].from": "2026-10-15",
            "terms[0].exclusivity": [],
        },
    )
    lines = [(line["rule"], line["buckets"], line["contributions"]) for line in lines_of(document, "earning")]
    assert lines == [("default", ["b1"], "0"), ("default", ["b2"], "0.01"), ("gpu", ["b1", "b2"], None)]


def test_another_uplift_makes_another_line():
    """0.02 up to the 15th, 0.03 from then on: 23 % and 24 % of 2,171.5340361792 each."""
    document = changed(
        example(),
        {
            "usage": [BUCKET | EARLY, BUCKET | {"id": "b2"} | LATE],
            "terms[0].exclusivity": [GRANT | EARLY, GRANT | {"id": "x2", "uplift": "0.03"} | LATE],
        },
    )
    lines = [(line["exclusivity"], line["share"], line["amount"]) for line in lines_of(document, "earning")]
    assert lines == [("0.02", "0.23", "499.45"), ("0.03", "0.24", "521.17")]


@pytest.mark.parametrize("cap", [{}, {"terms[0].contribution_points_cap": REMOVED}], ids=["cap", "no cap"])
def test_other_points_make_another_line(cap):
    points = example()["contributions"][0]
    document = changed(
        example(),
        {
            "usage": [BUCKET | EARLY, BUCKET | {"id": "b2"} | LATE],
            "contributions": [points | EARLY, points | {"id": "c3", "points": "0.02"} | LATE],
        }
        | cap,
    )
    lines = [(line["contributions"], line["share"], line["amount"]) for line in lines_of(document, "earning")]
    assert lines == [("0.01", "0.23", "499.45"), ("0.02", "0.24", "521.17")]


def test_grants_of_one_id_are_named_by_clause_and_uplift():
    """In whatever order they are given."""
    given = [("6.2", "0.01"), ("6.1", "0.03"), (None, "0.02"), ("6.1", "0.02")]
    grants = [GRANT | {"clause": clause, "uplift": uplift} for clause, uplift in given]
    (line,) = lines_of(changed(example(), {"terms[0].exclusivity": grants}), "earning")
    (named,) = [step["inputs"]["uplifts"] for step in line["steps"] if step["name"] == "exclusivity"]
    assert [(each["clause"], each["value"]) for each in named] == [
        ("", "0.02"),
        ("6.1", "0.02"),
        ("6.1", "0.03"),
        ("6.2", "0.01"),
    ]


@pytest.mark.parametrize(("rounding", "amount"), [("half_even", "0.12"), ("half_up", "0.13")])
def test_a_catch_up_is_rounded_by_itself_as_its_version_says(rounding, amount):
    """12.50 counted before move from 20 % to 21 %: 0.125."""
    document = changed(
        example(),
        {
            "terms[0].rounding": rounding,
            "terms[0].rate_rules[0].tier_mode": "volume",
            "terms[0].rate_rules[0].tiers": [{"up_to": "100", "rate": "0.20"}, {"rate": "0.21"}],
            "counters.default.base": "12.5",
        },
    )
    (line,) = lines_of(document, "tier_catch_up")
    assert (line["exact"], line["amount"]) == ("0.125", amount)


@pytest.mark.parametrize("hours", ["0.5", "1", "10"])
def test_a_part_of_a_package_is_charged_as_a_whole_one(hours):
    """Ten hours are a package of 0.40."""
    document = changed(
        example(),
        {
            "usage": [BUCKET | {"unit": "gpu_hours", "currency": "USD", "quantity": hours}],
            "terms[0].exclusivity": [],
            "terms[0].rate_rules[1].per": "10",
            "terms[0].rate_rules[1].whole_packages": True,
        },
    )
    assert [line["amount"] for line in lines_of(document, "earning") if line["rule"] == "gpu"] == ["0.40"]
