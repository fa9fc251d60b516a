"""Terms in words: every charge, tier, window, scope and condition, read as an English reader does."""

import pytest
from django.utils import translation

from agreements.access import versions_with_rules
from agreements.models import Version
from agreements.words.terms_in_words import terms_in_words
from agreements.words.words_file import words_as_text
from tests.factories.agreements import make_agreement, make_terms, price, share

TWO = (("100000", "0.20"), "0.15")
THREE = (("1000", "0.4"), ("5000", "0.3"), "0.2")


def version_of(hosta, *rules, number="USD", collected_by="licensor", **members) -> Version:
    terms = [make_terms("2026-01-01", *rules, **members)]
    agreement = make_agreement(hosta, terms=terms, settlement_currency=number, collected_by=collected_by)
    return versions_with_rules(agreement).get()


def words_of_rule(hosta, rule, **members) -> list[str]:
    section = next(each for each in terms_in_words(version_of(hosta, rule, **members)) if each.rule)
    return section.sentences


def tiers(*parts, **members) -> dict:
    """A share whose tiers may carry a flat fee: (up_to, rate, flat)."""
    rows = [
        {name: value for name, value in zip(("up_to", "rate", "flat"), part, strict=True) if value}
        for part in parts
    ]
    return {"id": "default", "charge": "percentage", "tiers": rows, **members}


GPU = {"unit": "gpu_hours", "tier_metric": "quantity"}
ALL = "This holds for all usage that no narrower rule covers."
CASES = [
    (share("0.125"), ["12.5% of net revenue."]),
    (
        share(*TWO, accumulate="year"),
        ["20% of net revenue up to $100,000.00 in a calendar year, 15% of what goes beyond."],
    ),
    (
        share(*THREE, accumulate="quarter"),
        [
            "40% of net revenue up to $1,000.00 in a calendar quarter.",
            "30% for the part above $1,000.00, up to $5,000.00.",
            "20% for the part above $5,000.00.",
        ],
    ),
    (
        share(*TWO, unit="output_tokens", tier_metric="quantity", accumulate="term"),
        [
            "20% of net revenue up to 100,000 over the whole term, 15% of what goes beyond.",
            "The tiers count this usage: Output tokens.",
            "The share of a period is the average over what it counts, each part at the share of its tier.",
        ],
    ),
    (
        share(*THREE, tier_mode="volume", accumulate="year"),
        [
            "40% of all net revenue while a calendar year counts up to $1,000.00.",
            "Above $1,000.00, up to $5,000.00: 30% for all.",
            "Above $5,000.00: 20% for all.",
            "When a calendar year reaches another tier, its earlier periods are rated anew by that tier.",
        ],
    ),
    (
        share(*TWO, tier_mode="volume", accumulate="year", retroactive=False),
        [
            "20% of all net revenue while a calendar year counts up to $100,000.00.",
            "Above $100,000.00: 15% for all.",
            "When another tier is reached, earlier periods stay as they were rated.",
        ],
    ),
    (price("0.40", **GPU), ["GPU hours: $0.40 each."]),
    (price("0.40", per="1000", **GPU), ["GPU hours: $0.40 for every 1,000."]),
    (
        price("2", per="1000", whole_packages=True, **GPU),
        [
            "GPU hours: $2.00 for every 1,000.",
            "Only whole packages of 1,000 are charged; a package begun counts as a whole one.",
        ],
    ),
    (
        price(("500", "0.4"), "0.3", per="10", accumulate="year", **GPU),
        [
            "GPU hours: $0.40 up to 500 in a calendar year, $0.30 for what goes beyond.",
            "Each of these prices is for every 10.",
        ],
    ),
    (
        price(("500", "0.4"), "0.3", per="10", whole_packages=True, accumulate="year", **GPU),
        [
            "GPU hours: $0.40 up to 500 in a calendar year, $0.30 for what goes beyond.",
            "Only whole packages of 10 are charged; a package begun counts as a whole one.",
            "Packages are counted in each tier by itself.",
        ],
    ),
    (
        price(*THREE, unit="gpu_hours", tier_metric="base_amount"),
        [
            "GPU hours: $0.40 up to $1,000.00 in a settlement period.",
            "$0.30 for the part above $1,000.00, up to $5,000.00.",
            "$0.20 for the part above $5,000.00.",
            "The tiers count net revenue.",
        ],
    ),
    (
        price(("500", "0.4"), "0.3", tier_mode="volume", accumulate="term", **GPU),
        [
            "GPU hours: $0.40 for all while the whole term counts up to 500.",
            "Above 500: $0.30 for all.",
            "When another tier is reached, all earlier periods of the term are rated anew by that tier.",
        ],
    ),
    (
        tiers((None, "0.2", "50"), accumulate="quarter"),
        ["20% of net revenue.", "A flat fee of $50.00 is added once in each calendar quarter with usage."],
    ),
    (
        tiers(("1000", "0.2", None), (None, "0.1", "500"), accumulate="year"),
        [
            "20% of net revenue up to $1,000.00 in a calendar year, 10% of what goes beyond.",
            "A flat fee of $500.00 is added once a calendar year counts more than $1,000.00.",
        ],
    ),
    (
        tiers(("10", "0.1", "1"), ("20", "0.1", "2"), (None, "0.1", "3"), tier_mode="volume"),
        [
            "10% of all net revenue while a settlement period counts up to $10.00.",
            "Above $10.00, up to $20.00: 10% for all.",
            "Above $20.00: 10% for all.",
            "The flat fee is due once in a settlement period: that of the tier reached.",
            "Up to $10.00, the flat fee is $1.00.",
            "Above $10.00, up to $20.00, the flat fee is $2.00.",
            "Above $20.00, the flat fee is $3.00.",
        ],
    ),
]


@pytest.mark.parametrize("rule, words", CASES)
def test_a_rule_in_words(hosta, rule, words):
    assert words_of_rule(hosta, rule) == [ALL, *words]


@pytest.mark.parametrize("base", Version.Base.values)
@pytest.mark.parametrize("window", Version.Window.values)
@pytest.mark.parametrize("mode", ["graduated", "volume"])
def test_every_window_and_base_has_its_sentences(hosta, base, window, mode):
    """No combination is without words, and none speaks of another window."""
    named = {"period": "settlement period", "quarter": "quarter", "year": "year", "term": "whole term"}
    rules = [
        share(*THREE, accumulate=window, tier_mode=mode),
        price(*TWO, unit="requests", tier_mode=mode, accumulate=window, tier_metric="base_amount"),
        price(*THREE, unit="images", id="images", tier_mode=mode, accumulate=window, tier_metric="quantity"),
    ]
    sections = [each for each in terms_in_words(version_of(hosta, *rules, base=base)) if each.rule]
    assert len(sections) == 3
    for section in sections:
        assert named[window] in section.sentences[1]
    share_words = " ".join(sections[0].sentences)
    assert ("net revenue" in share_words) == (base == "net_revenue")


@pytest.mark.parametrize(
    "scope, words",
    [
        ({"application": "search"}, "This holds for Search."),
        ({"model": "llama-3.1-8b"}, "This holds for Llama 3.1 8B."),
        ({"market": "ID"}, "This holds in Indonesia."),
        ({"application": "search", "model": "llama-3.1-8b"}, "This holds for Search with Llama 3.1 8B."),
        ({"application": "search", "market": "ID"}, "This holds for Search in Indonesia."),
        ({"model": "llama-3.1-8b", "market": "ID"}, "This holds for Llama 3.1 8B in Indonesia."),
        (
            {"application": "search", "model": "llama-3.1-8b", "market": "ID"},
            "This holds for Search with Llama 3.1 8B in Indonesia.",
        ),
    ],
)
def test_a_scope_in_words(hosta, scope, words):
    assert words_of_rule(hosta, share("0.2", **scope))[0] == words


RICH = {
    "exclusivity": [
        {"id": "x1", "application": "search", "market": "ID", "from": "2026-01-01", "uplift": "0.02"},
        {"id": "x2", "from": "2026-02-01", "to": "2026-03-01", "uplift": "-0.01"},
    ],
    "contribution_points_cap": "0.03",
    "minimum_guarantee": {"amount": "10000.00", "per": "quarter"},
    "cap": {"amount": "250000.00", "per": "year"},
    "advance": {"amount": "50000.00", "recoup_rate": "0.5"},
    "withholding_rate": "0.10",
    "payout_threshold": "100.00",
    "fx_policy": "usage_day",
    "rounding": "half_up",
}
GOLDEN = """\
{number}, version 1: the terms in words
Hosting by Host A

In general
Meta Platforms, Inc. collects the revenue from end customers and owes Host A what these terms say.
These terms hold from Jan 1, 2026 on, until others take their place.
Shares are taken of net revenue: gross revenue less deductions.

Rule default (clause 4.1)
This holds for all usage that no narrower rule covers.
20% of net revenue up to $100,000.00 in a calendar year, 15% of what goes beyond.

Rule gpu
This holds for Search in Indonesia.
GPU hours: $0.40 each.

Exclusive rights
Exclusive for Search in Indonesia: +2% on the share.
This right holds from Jan 1, 2026 on.
Exclusive for everything: -1% on the share.
This right holds from Feb 1, 2026 to Feb 28, 2026, both days included.
A price per unit rises by the same percentage where an exclusive right holds.

Limits
At least $10,000.00 is earned in each calendar quarter; what is missing is added then.
At most $250,000.00 is earned in each calendar year; what goes beyond is cut off.
An advance of $50,000.00 is recouped from 50% of what each period earns, until nothing of it is left.
Contributions of both sides together move the share by at most 3% up or down.

Payment
10% of what is due is withheld as tax.
An amount below $100.00 is carried forward to the next period instead of being paid.
Revenue in another currency is turned into USD at the rate of the day of usage.
Where that day has no rate, the newest of the seven days before it serves.
Amounts are rounded to the nearest $0.01; one just between two goes away from zero.
"""


def test_a_rich_version_as_text(hosta):
    rules = [
        share(*TWO, accumulate="year", clause="4.1"),
        price("0.40", id="gpu", application="search", market="ID", **GPU),
    ]
    version = version_of(hosta, *rules, **RICH)
    golden = GOLDEN.format(number=version.agreement.number)
    licensor = terms_in_words(version)[0].sentences[0].split(" collects")[0]
    assert words_as_text(version) == golden.replace("Meta Platforms, Inc.", licensor)


def test_what_is_absent_is_said_and_the_other_direction_withholds_nothing(hosta):
    version = version_of(hosta, number="JPY", collected_by="partner")
    general, _, limits, payment = terms_in_words(version)
    assert general.sentences[0].startswith("Host A collects")
    assert limits.sentences == [
        "No minimum is guaranteed.",
        "What is earned has no upper limit.",
        "No advance is paid.",
        "How far contributions move the share is not limited.",
    ]
    assert payment.sentences == [
        "Every amount above zero is paid, however small; a balance below is carried forward.",
        "Revenue in another currency is turned into JPY at the rate of the period's last day.",
        "Where that day has no rate, the newest of the seven days before it serves.",
        "Amounts are rounded to the nearest ¥1; one just between two goes to the even one.",
    ]


def test_every_sentence_is_one_text_to_translate(hosta, monkeypatch):
    """With every text marked by a translator, each sentence carries one mark, figures none."""
    from agreements.words import condition_sentences, scope_sentences, tier_sentences

    def marked(value):
        return {key: marked(each) for key, each in value.items()} if isinstance(value, dict) else f"«{value}»"

    for module in (condition_sentences, scope_sentences, tier_sentences):
        for name, value in vars(module).copy().items():
            if name.strip("_").isupper():
                monkeypatch.setattr(module, name, marked(value))
    rules = [rule | {"id": str(i), "application": app} for i, (rule, app) in enumerate(_some_rules())]
    for section in terms_in_words(version_of(hosta, *rules, **RICH)):
        for sentence in section.sentences:
            if not sentence.startswith("A price per unit rises"):
                assert (sentence[0], sentence[-1], sentence.count("«")) == ("«", "»", 1), sentence


def _some_rules():
    shares = [rule for rule, _ in CASES if rule["charge"] == "percentage"]
    return zip(
        shares[:5], ["search", "customer_service", "accessibility", "content_creation", "*"], strict=False
    )


def test_figures_keep_their_direction_in_arabic(hosta):
    version = version_of(hosta, share(*TWO))
    with translation.override("ar"):
        sentence = next(each for each in terms_in_words(version) if each.rule).sentences[1]
    assert sentence.count("\u2068") == sentence.count("\u2069") == 3
