"""Faults speak the reader's language."""

from django.utils import translation

from agreements.fault_words import WORDS, sentence_of, words_of
from settlements.engine.faults import Fault


def test_english_has_the_precise_sentence_others_the_general_one():
    fault = Fault("terms[1].cap", "negative", "This amount must not be negative.")
    assert words_of(fault) == "This amount must not be negative."
    with translation.override("ar"):
        assert words_of(fault) == str(WORDS["negative"])
        assert words_of(Fault("$", "new_code", "Something new.")) == "Something new."


def test_a_fault_names_the_version_people_know():
    fault = Fault("terms[1].cap", "negative", "This amount must not be negative.")
    assert sentence_of(fault, [4, 7]) == "Version 7, cap: This amount must not be negative."
    assert sentence_of(Fault("terms", "x", "No version."), [4]) == "No version."
