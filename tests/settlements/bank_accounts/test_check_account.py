"""What is wrong with an account stands at its field, in words, and never repeats the number."""

import pytest

from settlements.bank_accounts.check_account import BadAccount, check_account
from tests.factories.bank_accounts import IBAN, iban_account, us_account


def faults(given) -> dict[str, str]:
    with pytest.raises(BadAccount) as bad:
        check_account(given)
    return bad.value.faults


@pytest.mark.parametrize(
    "over, field, told",
    [
        ({"iban": "DE88 3704 0044 0532 0130 00"}, "iban", "check digits do not fit: look at it again"),
        ({"iban": IBAN[:-1]}, "iban", "An IBAN of Germany has 22 characters, this one has 21"),
        ({"iban": ""}, "iban", "Write the IBAN"),
        ({"iban": "US12 0000"}, "iban", "Accounts in United States have no IBAN"),
        ({"iban": "XX12 0000"}, "iban", "begins with two letters"),
        ({"iban": "DE89 37O4 0044 0532 0130 00"}, "iban", "built otherwise"),
        ({"bic": "DEUTDEF"}, "bic", "8 or 11"),
        ({"bic": "NWBKGB2L"}, "bic", "a bank in United Kingdom"),
        ({"town": " "}, "town", "banks refuse"),
        ({"country": ""}, "country", "Choose a country"),
        ({"holder": ""}, "holder", "account's holder"),
        ({"currency": "EUX"}, "currency", "Choose a currency"),
        ({"town": "x" * 36}, "town", "at most 35"),
        ({"iban": "CH93 0076 2011 6238 5295 7"}, "bank_name", "write its name"),
    ],
)
def test_an_iban_that_cannot_be_paid_to(over, field, told):
    found = faults(iban_account(**over))
    assert list(found) == [field]
    assert told in found[field]
    assert "0532" not in found[field]


@pytest.mark.parametrize(
    "over, field, told",
    [
        ({"clearing_code": "021000022"}, "clearing_code", "the last of which checks the others"),
        ({"clearing_code": "000000000"}, "clearing_code", "the last of which"),
        ({"clearing_system": "INFSC", "clearing_code": "HDFC1000001"}, "clearing_code", "4 letters, a 0"),
        ({"clearing_system": "XXXXX"}, "clearing_system", "Choose one"),
        ({"clearing_system": "", "clearing_code": "", "bank_country": "US"}, "clearing_system", "by its BIC"),
        ({"number": ""}, "number", "Write the account number"),
        ({"number": "1" * 18}, "number", "built otherwise"),
        ({"bic": "DEUTDEFF"}, "bic", "a bank in Germany"),
        ({"bank_name": ""}, "bank_name", "write its name"),
    ],
)
def test_an_account_number_that_cannot_be_paid_to(over, field, told):
    found = faults(us_account(**over))
    assert list(found) == [field]
    assert told in found[field]


@pytest.mark.parametrize(
    "system, code, number",
    [
        ("AUBSB", "062-000", "12345678"),
        ("CACPA", "000312345", "1234567"),
        ("GBDSC", "20-00-00", "55779911"),
        ("INFSC", "hdfc0000001", "50100012345678"),
        ("JPZGN", "0005001", "1234567"),
        ("NZNCC", "010902", "0068389000"),
        ("SGIBG", "7171001", "0012345678"),
    ],
)
def test_other_countries_accounts(system, code, number):
    checked = check_account(us_account(clearing_system=system, clearing_code=code, number=number))
    assert checked.account.clearing_code == code.replace("-", "").upper()
    assert checked.account.bank_country == {"SGIBG": "SG"}.get(system, system[:2])


def test_by_bic_alone_where_there_is_no_clearing_code():
    given = us_account(
        clearing_system="", clearing_code="", bic="CENAIDJA", bank_country="ID", bank_name="Bank Nusa"
    )
    account = check_account(given).account
    assert (account.bic, account.clearing_system, account.bank_country) == ("CENAIDJA", "", "ID")


def test_the_bank_is_found_by_the_iban():
    checked = check_account(iban_account())
    assert (checked.known_bank, checked.account.bic) == ("Commerzbank", "COBADEFFXXX")
    kept = check_account(iban_account(bic="DEUTDEFF"))
    assert kept.account.bic == "DEUTDEFF", "what was typed stands; the page warns that it differs"
    assert kept.derived_bic == "COBADEFFXXX"


def test_of_a_short_number_only_two_digits_are_shown():
    given = us_account(clearing_system="AUBSB", clearing_code="062000", number="1234567")
    assert check_account(given).columns["last_four"] == "67"
