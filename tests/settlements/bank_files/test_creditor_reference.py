"""References of remittances by ISO 11649: made, checked, and found in what a payer typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from settlements.bank_files.bank_statement import read_statements
from settlements.bank_files.creditor_reference import (
    creditor_reference,
    is_creditor_reference,
    references_in,
    shown_in_fours,
)
from settlements.bank_files.latin import is_reference
from tests.settlements.bank_files.camt import Row, camt053

NUMBERS = st.from_regex(r"(REM|PAY)-20[0-9]{2}-[0-9]{6}", fullmatch=True)
OURS = creditor_reference("REM-2026-000004")


def mod_97(reference):
    """The check by the letter of the standard, apart from the library that makes it."""
    return int("".join(str(int(each, 36)) for each in reference[4:] + reference[:4])) % 97


def test_it_is_our_number_with_check_digits():
    assert OURS == "RF36REM2026000004"
    assert mod_97(OURS) == 1
    assert shown_in_fours(OURS) == "RF36 REM2 0260 0000 4"


@given(NUMBERS)
def test_every_number_has_one_that_a_bank_takes(number):
    reference = creditor_reference(number)
    assert mod_97(reference) == 1
    assert iso11649.is_valid(reference)
    assert is_reference(reference, 35)
    assert references_in(f"for {shown_in_fours(reference)}, thanks").count(reference) == 1


@given(NUMBERS, st.integers(4, 16), st.sampled_from("0123456789"))
def test_one_wrong_character_is_noticed(number, place, digit):
    reference = creditor_reference(number)
    mistyped = reference[:place] + digit + reference[place + 1 :]
    assert is_creditor_reference(mistyped) is (mistyped == reference)


@pytest.mark.parametrize("number", ["", "-", "REM-2026-000000000000001", "REM/1", "RÉM-1", "REM 1"])
def test_what_cannot_be_one_is_refused(number):
    with pytest.raises(ValueError, match="cannot be a creditor reference"):
        creditor_reference(number)


@pytest.mark.parametrize(
    "text", ["", "RF", "RF36", "RF42REM2026000004", "rf36rem2026000004", "XRF36REM2026000004", f"{OURS}\n"]
)
def test_what_is_none(text):
    assert not is_creditor_reference(text)


@pytest.mark.parametrize(
    "text",
    [
        OURS,
        OURS.lower(),
        "Payment RF36 REM2 0260 0000 4 of November",
        "ref:RF36-REM-2026-000004.",
        "RF36REM2026000004/RF42REM2026000004",
    ],
)
def test_it_is_found_in_what_a_payer_typed(text):
    assert OURS in references_in(text)


def test_texts_without_one_have_none():
    assert references_in("REM-2026-000004 RF42 REM2 0260 0000 4 " + "RF " * 1000) == ()


@pytest.mark.parametrize(
    "row", [Row("1.00", creditor_reference=OURS), Row("1.00", creditor_reference="RF36 REM2 0260 0000 4")]
)
def test_a_statement_says_it_without_spaces(row):
    (statement,) = read_statements(camt053([row]))
    assert statement.entries[0].transactions[0].creditor_reference == OURS
