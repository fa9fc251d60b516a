"""A rule in words: every charge, tier, window and scope, as an English reader reads it."""

import pytest

from agreements.models import Version
from agreements.words.terms_in_words import terms_in_words
from tests.agreements.rules_in_words import ALL, CASES, THREE, TWO, version_of
from tests.factories.agreements import price, share


def words_of_rule(hosta, rule, **members) -> list[str]:
    section = next(each for each in terms_in_words(version_of(hosta, rule, **members)) if each.rule)
    return section.sentences


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
