"""A whole version in words, what is absent said too; every sentence one text to translate."""

from django.utils import translation

from agreements.words.terms_in_words import terms_in_words
from agreements.words.words_file import words_as_text
from tests.agreements.rules_in_words import CASES, GPU, TWO, version_of
from tests.factories.agreements import price, share

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
The partner holds this right: no other agreement may serve the same.
Exclusive for everything: -1% on the share.
This right holds from Feb 1, 2026 to Feb 28, 2026, both days included.
The partner holds this right: no other agreement may serve the same.
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
