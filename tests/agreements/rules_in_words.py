"""Rules and the sentences they are told in."""

from agreements.access import versions_with_rules
from agreements.models import Version
from tests.factories.agreements import make_agreement, make_terms, price, share

TWO = (("100000", "0.20"), "0.15")
THREE = (("1000", "0.4"), ("5000", "0.3"), "0.2")


def version_of(hosta, *rules, number="USD", collected_by="licensor", **members) -> Version:
    terms = [make_terms("2026-01-01", *rules, **members)]
    agreement = make_agreement(hosta, terms=terms, settlement_currency=number, collected_by=collected_by)
    return versions_with_rules(agreement).get()


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
