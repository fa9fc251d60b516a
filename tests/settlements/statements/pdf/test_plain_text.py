"""Sentences of pages become plain strings, and every one of them can be drawn."""

import random
import unicodedata

import pytest
from django.utils import translation
from django.utils.html import format_html

from portal.web.templatetags.display import isolated
from settlements.statements.pdf.fonts import FAMILIES, drawn_by
from settlements.statements.pdf.plain_text import isolate, plain, printable


def test_markup_goes_and_names_stay_as_they_are():
    sentence = format_html("{} pays <em>{}</em>.", isolated("Tom & <Jerry>"), isolated("Host A"))
    assert plain(sentence) == "Tom & <Jerry> pays Host A."
    assert plain("a <b> that is text") == "a <b> that is text"


def test_what_runs_the_other_way_is_isolated():
    assert plain(isolated("شركة")) == "\u2068شركة\u2069"
    with translation.override("ar"):
        assert plain(isolated("Host A Inc.")) == "\u2068Host A Inc.\u2069"
        assert isolate("") == ""


def test_nobody_turns_a_line_around():
    assert plain("\u202eevil\u2069") == "evil"
    assert isolate("\u2067شركة\u202c") == "\u2068شركة\u2069"


@pytest.mark.parametrize(
    "text, drawn",
    [
        ("Ωμέγα Жук 髙 क्ष", "Ωμέγα Жук 髙 क्ष"),
        ("ไ😀", "\ufffd\ufffd"),
        ("a\nb\tc\u2028d", "a b c d"),
        ("5\u00a0%", "5\u00a0%"),
        ("ab\ufeffc\u00a0d", "abc\u00a0d"),
        ("字\U000e0100", "字"),
        ("e\u0301", "e\u0301"),
        ("ك\u302a", "ك\ufffd"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_what_no_font_has_is_replaced(text, drawn):
    assert printable(text) == drawn
    assert printable({"a": [text, 1, None]}) == {"a": [drawn, 1, None]}


def test_whatever_somebody_types_has_glyphs_of_one_font():
    chance = random.Random(1)
    letters = [chr(code) for code in range(0x20, 0x3400) if unicodedata.category(chr(code)) != "Cn"]
    for _ in range(300):
        drawn = printable("".join(chance.choices(letters, k=12)))
        assert all(any(ord(letter) in drawn_by(family) for family in FAMILIES) for letter in drawn)
