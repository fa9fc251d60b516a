"""What a bank would send back is refused before a file is written, and the sentence names the transfer."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from settlements.bank_files.credit_transfers import PaymentRefused, write_credit_transfers
from tests.settlements.bank_files import batches
from tests.settlements.bank_files.batches import account, batch, transfer


def refusal(refused_batch):
    with pytest.raises(ValueError) as raised:
        write_credit_transfers(refused_batch)
    assert isinstance(raised.value, PaymentRefused)
    assert str(raised.value).endswith("No file was written.")
    return raised.value


def paid_to(address=None, name="Acme", **changed):
    """A transfer of dollars to somebody whose account or address is changed."""
    acme = batches.party(name, "US", "Omaha", replace(batches.AMERICAN.account, **changed))
    return transfer(
        "PAY-9",
        "10.00",
        "USD",
        acme if address is None else replace(acme, address=replace(acme.address, **address)),
    )


@pytest.mark.parametrize(
    "amount, currency, code",
    [
        ("10.001", "EUR", "amount_decimals"),
        ("10.5", "JPY", "amount_decimals"),
        ("10.1234", "KWD", "amount_decimals"),
        ("1E-999999", "USD", "amount_decimals"),
        ("0", "EUR", "amount_not_positive"),
        ("0.00", "USD", "amount_not_positive"),
        ("-5.00", "USD", "amount_not_positive"),
        ("NaN", "USD", "amount_not_positive"),
        ("Infinity", "USD", "amount_not_positive"),
        ("1000000000.00", "EUR", "amount_too_large"),
        ("12345678901234567.89", "USD", "amount_too_large"),
        ("1E+999999", "USD", "amount_too_large"),
    ],
)
def test_an_amount_no_bank_can_pay(amount, currency, code):
    refused = refusal(batch(transfer("PAY-1", amount, currency, batches.MUELLER)))
    assert (refused.code, refused.reference) == (code, "PAY-1")
    assert str(refused).startswith("Payment PAY-1 to Müller & Söhne Straße GmbH: ")


def test_trailing_zeros_are_no_decimals():
    assert b">1500<" in write_credit_transfers(batch(transfer("P", "1500.000", "JPY", batches.JAPANESE)))


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"name": " "}, "name"),
        ({"name": "..."}, "name"),
        ({"iban": "DE89370400440532013001"}, "iban"),
        ({"iban": "DE89 3704 0044 0532 0130 00"}, "iban"),
        ({"number": ""}, "account"),
        ({"number": "1" * 35}, "account"),
        ({"bic": "nonsense"}, "bic"),
        ({"clearing_code": ""}, "clearing"),
        ({"clearing_system": "usaba"}, "clearing"),
        ({"clearing_system": "", "clearing_code": ""}, "bank"),
        ({"address": {"town": ""}}, "address"),
        ({"address": {"country": "usa"}}, "address"),
        ({"address": {"town": "", "country": ""}}, "address"),
    ],
)
def test_an_account_or_address_no_bank_can_pay_to(changed, code):
    refused = refusal(batch(paid_to(**changed)))
    assert (refused.code, refused.reference) == (code, "PAY-9")
    assert "PAY-9" in str(refused)


def test_within_sepa_name_and_iban_are_enough():
    bare = batches.party("Acme", "", "", account(batches.FRENCH_IBAN))
    assert b"PstlAdr" not in write_credit_transfers(batch(transfer(creditor=bare))).split(b"CdtTrfTxInf")[1]


def test_half_an_address_is_refused_within_sepa_too():
    half = batches.party("Acme", "FR", "", account(batches.FRENCH_IBAN))
    assert refusal(batch(transfer(creditor=half))).code == "address"


def test_an_account_of_ours_that_cannot_pay_is_named_by_its_currency():
    debtor = batches.party("Helios", "DE", "Berlin", account(batches.GERMAN_IBAN))
    refused = refusal(batch(paid_to(), debtor=debtor))
    assert (refused.code, refused.reference) == ("bank", "USD")
    assert str(refused).startswith("The account for USD: ")


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"message_id": ""}, "message_id"),
        ({"message_id": "P" * 33}, "message_id"),
        ({"message_id": "PB 1"}, "message_id"),
        ({"initiating_party": ""}, "name"),
        ({"initiating_party_id": "Ä"}, "party_id"),
        ({"created_at": datetime(2026, 11, 28)}, "created_at"),  # noqa: DTZ001
        ({"groups": ()}, "empty"),
    ],
)
def test_a_batch_that_is_no_file(changed, code):
    assert refusal(replace(batch(transfer()), **changed)).code == code


def test_a_group_without_transfers_or_of_another_currency():
    whole = batch(transfer())
    group = whole.groups[0]
    assert refusal(replace(whole, groups=(replace(group, transfers=()),))).code == "empty"
    assert refusal(replace(whole, groups=(replace(group, currency="USD"),))).code == "currency"
    assert refusal(replace(whole, groups=(group, group))).code == "currency_twice"
    assert refusal(batch(transfer(currency="XXQ"))).code == "currency"


def test_no_number_is_paid_twice():
    refused = refusal(batch(transfer("PAY-1"), transfer("PAY-1", currency="USD", creditor=batches.AMERICAN)))
    assert (refused.code, refused.reference) == ("id_twice", "PAY-1")
    assert refusal(batch(transfer("PÄY-1"))).code == "end_to_end_id"


def test_sums_beyond_the_schema_are_refused():
    largest = Decimal("9999999999999999.99")
    dollars = [transfer(f"PAY-{n}", largest, "USD", batches.AMERICAN) for n in range(2)]
    assert refusal(batch(*dollars)).code == "too_much"
