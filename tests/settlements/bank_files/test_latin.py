"""Names of every script come out in the characters every bank takes, and never empty."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settlements.bank_files.latin import is_reference, latin, says_something


@pytest.mark.parametrize(
    "name, written",
    [
        ("شركة النور للحوسبة", "shrkh lnwr llhwsbh"),
        ("株式会社さくら", "ZhuShiHuiShesakura"),
        ("भारत एआई प्राइवेट लिमिटेड", "bhart eai praivet limited"),
        ("Müller & Söhne Straße GmbH", "Muller + Sohne Strasse GmbH"),
        ("PT Teknologi Nusantara (Persero) Tbk.", "PT Teknologi Nusantara (Persero) Tbk."),
        ("Rue de l’Évêque, 12", "Rue de l'Eveque, 12"),
        ("ＡＩ　ラボ", "AI rabo"),
        ("Łódź\nØrsted_Ærø", "Lodz Orsted-Aero"),
        ("//SEND//TO/", "SEND/TO"),
        ("A*B<C>@D;E", "A.B(C)(at)D,E"),
    ],
)
def test_a_name_is_written_in_latin(name, written):
    assert latin(name, 140) == written


def test_it_is_cut_to_the_length_of_the_schema():
    assert latin("Straße " * 20, 16) == "Strasse Strasse"
    assert len(latin("株" * 100, 70)) == 70


@given(st.text(max_size=80), st.integers(1, 140))
def test_any_text_is_allowed_characters_within_its_length(text, length):
    written = latin(text, length)
    assert re.fullmatch(r"[A-Za-z0-9/\-?:().,'+ ]*", written)
    assert len(written) <= length
    assert written == written.strip()
    assert "//" not in written
    assert latin(written, length) == written, "written once or twice is the same"


@pytest.mark.parametrize("text, says", [("Ö", True), ("9", True), ("", False), (" .-/", False)])
def test_a_name_says_something_by_letters_and_digits(text, says):
    assert says_something(latin(text, 70)) is says


@pytest.mark.parametrize(
    "text, is_one",
    [
        ("PAY-2026-000001", True),
        ("a" * 35, True),
        ("a" * 36, False),
        ("", False),
        ("/A", False),
        ("A/", False),
        ("A//B", False),
        ("A/B", True),
        ("PÄY-1", False),
        ("PAY 1", False),
        ("PAY-1\n", False),
    ],
)
def test_references_are_taken_as_they_are_or_not_at_all(text, is_one):
    assert is_reference(text, 35) is is_one
