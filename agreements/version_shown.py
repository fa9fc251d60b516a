"""A version with what its page fragment shows."""

from collections.abc import Sequence

from django.utils import timezone

from agreements.clauses.words_of import words_of
from agreements.models import RateRule, Version
from agreements.operations.words_of import operations_shown
from agreements.terms_on_page import facts, rule_cards, scope_words

FIRST = 50
"""So many rules of a version are shown before the reader asks for the rest."""


def most_rules(request) -> int | None:
    """How many rules of each version the page shows; None: all, for who followed the link to them."""
    return None if request.GET.get("rules") == "all" else FIRST


def version_to_show(version: Version) -> dict:
    """Of a version that `versions_to_show` read: its first rules, or all where the reader asked for them."""
    return _shown(version, version.first_rules, version.rule_count)


def whole_version(version: Version) -> dict:
    """Of a version that `versions_with_rules` read: every rule, for who decides about it."""
    rules = list(version.rules.all())
    return _shown(version, rules, len(rules))


def _shown(version: Version, rules: Sequence[RateRule], count: int) -> dict:
    today = timezone.localdate()
    ended = version.to_date is not None and version.to_date <= today
    when = "past" if ended else "coming" if version.from_date > today else "now"
    cards = rule_cards(version, rules)
    return {
        "version": version,
        "facts": facts(version),
        "cards": cards[:FIRST],
        "more_cards": cards[FIRST:],
        "rule_count": count,
        "folded": count > len(cards),
        "grants": [(grant, scope_words(grant)) for grant in version.grants.all()],
        "operations": operations_shown(version),
        "tariff": version.tariff.all(),
        "when": when,
        **words_of(version, when),
    }
