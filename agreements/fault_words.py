"""A fault of the engine in the reader's language: its own sentence in English, else one for its code."""

import re

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from settlements.engine.faults import Fault

WORDS = {
    "above_advance": _("More is left of the advance than the terms give."),
    "another_agreement": _("The document is of another agreement: this member differs."),
    "bad_code": _("Use lower-case letters, digits, dots, hyphens and underscores."),
    "bad_currency": _("A currency is written with three capital letters."),
    "bad_date": _("A date is written like 2026-10-31."),
    "bad_number": _("A number is written with digits and a point, like 12.50."),
    "bad_text": _("This text is too long or holds characters that cannot be shown."),
    "banned_character": _("This holds a character that is not allowed here."),
    "counter_differs": _("A rule of this id counts differently in another version. Take another id."),
    "empty_range": _("This ends on or before the day it begins."),
    "in_negotiation": _("This version is or was in negotiation. Give the new terms another number."),
    "in_force": _("This version is in force and never edited. Give the new terms another number."),
    "last_tier_closed": _("The last tier must have no upper bound."),
    "missing_member": _("Something that must be said here is missing."),
    "missing_value": _("This must not be empty."),
    "negative": _("This must not be negative."),
    "no_tiers": _("A rule needs at least one tier."),
    "not_allowed": _("This does not go together with the rest of the rule."),
    "not_json": _("This is not JSON."),
    "not_positive": _("This must be more than zero."),
    "not_utf8": _("This is not UTF-8 text."),
    "out_of_range": _("This lies outside what is allowed."),
    "repeated_id": _("The same id or number stands here twice."),
    "repeated_member": _("The same member stands here twice."),
    "repeated_scope": _("Another rule rates just the same usage."),
    "term_not_covered": _("A day of the agreement's term has no version."),
    "tiers_not_rising": _("Each tier must end above the one before it; only the last has no end."),
    "too_many_decimals": _("This has more decimals than its currency."),
    "too_many_digits": _("This number has too many digits."),
    "unknown_application": _("The catalogue has no application of this code."),
    "unknown_market": _("This is no country by ISO 3166-1."),
    "unknown_member": _("There is no such member here."),
    "unknown_model": _("The catalogue has no model of this code."),
    "unknown_rule": _("No version of the terms has a rule of this id."),
    "unknown_person": _("This is no active person of the party that it binds."),
    "unknown_unit": _("The catalogue has no unit of this code."),
    "unknown_version": _("This must be the number of a version under terms."),
    "unknown_value": _("This is not one of the values allowed here."),
    "versions_overlap": _("This version begins before the one before it ends."),
    "window_crossed": _("The terms count by a window that this period reaches out of."),
    "window_starts_here": _("Its window starts with this period, so it opens at zero."),
    "wrong_type": _("This is written as the wrong kind of value."),
}
_VERSION = re.compile(r"terms\[([0-9]+)\]\.?")


def words_of(fault: Fault) -> str:
    """The sentence alone, for a place that shows where it belongs."""
    speaks_english = (get_language() or "en").startswith("en")
    return fault.message if speaks_english or fault.code not in WORDS else str(WORDS[fault.code])


def sentence_of(fault: Fault, numbers: list[int]) -> str:
    """Version, place and sentence; `numbers` are those of the versions in the order they were checked."""
    match = _VERSION.match(fault.path)
    if match is None or int(match[1]) >= len(numbers):
        return words_of(fault)
    place = fault.path[match.end() :] or "*"
    return gettext("Version %(number)s, %(place)s: %(words)s") % {
        "number": numbers[int(match[1])],
        "place": place,
        "words": words_of(fault),
    }
