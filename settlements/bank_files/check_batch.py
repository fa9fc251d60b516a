"""What a bank would send back is refused before a file is written, in a sentence that names the transfer."""

import re
from collections import Counter

from stdnum import iban

from portal.money.amount import Amount
from portal.money.currencies import exponent, is_currency
from settlements.bank_files import sepa
from settlements.bank_files.latin import is_reference, latin, says_something
from settlements.bank_files.parties import Account, Address, Party
from settlements.bank_files.payment_batch import (
    CreditTransfer,
    PaymentBatch,
    PaymentGroup,
    PaymentRefused,
    control_sum,
)

_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DIGITS = 18
"""As many as the schema lets an amount or a sum have, decimals among them."""


def check_batch(batch: PaymentBatch) -> None:
    """Raises PaymentRefused at the first fault."""
    here = f"Payment file {batch.message_id}"
    # Three characters are left for the number of each part of the file.
    if not is_reference(batch.message_id, 32):
        raise _refused("message_id", batch.message_id, here, "its id is not of at most 32 plain characters")
    if batch.initiating_party_id and not is_reference(batch.initiating_party_id, 35):
        raise _refused("party_id", batch.message_id, here, "the sender's id is not of 35 plain characters")
    if not says_something(latin(batch.initiating_party, 70)):
        raise _refused("name", batch.message_id, here, "the sender has no name that can be written in Latin")
    if batch.created_at.tzinfo is None:
        raise _refused("created_at", batch.message_id, here, "its time of creation names no time zone")
    _each_once([group.currency for group in batch.groups], "currency_twice", here, "has two groups")
    if not batch.groups or not all(group.transfers for group in batch.groups):
        raise _refused("empty", batch.message_id, here, "there is nothing to pay in it, or in one currency")
    for group in batch.groups:
        _check_group(group)
    transfers = [transfer for group in batch.groups for transfer in group.transfers]
    _each_once([each.end_to_end_id for each in transfers], "id_twice", here, "is in it twice")
    if len(transfers) > 99_999 or len(control_sum(transfers).as_tuple().digits) > _DIGITS:
        raise _refused("too_much", batch.message_id, here, "it is more than one file can hold; split it")


def _check_group(group: PaymentGroup) -> None:
    here = f"The account for {group.currency}"
    if not is_currency(group.currency):
        raise _refused("currency", group.currency, here, "this is no ISO 4217 currency")
    by_sepa = all(
        sepa.goes_by_sepa(group.currency, group.debtor.account, transfer.creditor.account)
        for transfer in group.transfers
    )
    _check_party(group.debtor, group.currency, here, by_sepa=by_sepa)
    for transfer in group.transfers:
        _check_transfer(transfer, group)


def _check_transfer(transfer: CreditTransfer, group: PaymentGroup) -> None:
    name = transfer.end_to_end_id
    here = f"Payment {name} to {transfer.creditor.name}"
    if not is_reference(name, 35):
        raise _refused("end_to_end_id", name, here, "its number is not of at most 35 plain characters")
    if transfer.currency != group.currency:
        raise _refused("currency", name, here, f"it is in {transfer.currency}, not in {group.currency}")
    by_sepa = sepa.goes_by_sepa(group.currency, group.debtor.account, transfer.creditor.account)
    _check_amount(transfer, here, by_sepa=by_sepa)
    _check_party(transfer.creditor, name, here, by_sepa=by_sepa)


def _check_amount(transfer: CreditTransfer, here: str, *, by_sepa: bool) -> None:
    name, amount, currency = transfer.end_to_end_id, transfer.amount, transfer.currency
    if not amount.is_finite() or amount <= 0:
        raise _refused("amount_not_positive", name, here, "its amount is not above zero")
    # Before anything is computed: an exponent of a million would take its time.
    if amount.adjusted() >= _DIGITS or (by_sepa and amount > sepa.LARGEST):
        raise _refused("amount_too_large", name, here, "its amount is larger than a bank file can hold")
    try:
        units = Amount(amount, currency).minor_units
    except (ValueError, ArithmeticError):
        decimals = f"{currency} has {exponent(currency)} decimals"
        raise _refused("amount_decimals", name, here, f"{decimals}, and its amount has more") from None
    if len(str(units)) > _DIGITS:
        raise _refused("amount_too_large", name, here, "its amount is larger than a bank file can hold")


def _check_party(party: Party, reference: str, here: str, *, by_sepa: bool) -> None:
    if not says_something(latin(party.name, 70)):
        raise _refused("name", reference, here, "the name is missing or cannot be written in Latin letters")
    _check_account(party.account, reference, here, by_sepa=by_sepa)
    _check_address(party.address, reference, here, needed=not by_sepa)


def _check_account(account: Account, reference: str, here: str, *, by_sepa: bool) -> None:
    if account.iban and not (
        account.iban == iban.compact(account.iban) and iban.is_valid(account.iban, check_country=False)
    ):
        raise _refused("iban", reference, here, "the IBAN is not valid, or not written without spaces")
    if not account.iban and not is_reference(account.number, 34):
        raise _refused("account", reference, here, "there is neither an IBAN nor an account number")
    if account.bic and not _BIC.fullmatch(account.bic):
        raise _refused("bic", reference, here, "the BIC is not valid")
    if bool(account.clearing_system) != bool(account.clearing_code):
        raise _refused("clearing", reference, here, "of clearing system and clearing code one is missing")
    if account.clearing_code and not (
        is_reference(account.clearing_code, 35) and re.fullmatch(r"[A-Z0-9]{1,5}", account.clearing_system)
    ):
        raise _refused("clearing", reference, here, "clearing system or clearing code is not valid")
    if not by_sepa and not account.bic and not account.clearing_code:
        raise _refused("bank", reference, here, "the bank has neither a BIC nor a clearing code")


def _check_address(address: Address, reference: str, here: str, *, needed: bool) -> None:
    given = any((address.street, address.building, address.post_code, address.town, address.country))
    complete = says_something(latin(address.town, 35)) and _COUNTRY.fullmatch(address.country)
    if (given or needed) and not complete:
        raise _refused("address", reference, here, "the address needs a town and a country of two letters")


def _is_iban(text: str) -> bool:
    return text == iban.compact(text) and iban.is_valid(text, check_country=False)


def _each_once(names: list[str], code: str, here: str, sentence: str) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise _refused(code, name, here, f"{name} {sentence}")


def _refused(code: str, reference: str, here: str, sentence: str) -> PaymentRefused:
    return PaymentRefused(code, reference, f"{here}: {sentence}. No file was written.")
