"""Parties and batches for the tests of bank files."""

from datetime import UTC, date, datetime
from decimal import Decimal

from settlements.bank_files.credit_transfers import CreditTransfer, PaymentBatch, PaymentGroup
from settlements.bank_files.parties import Account, Address, Party

GERMAN_IBAN, FRENCH_IBAN, KUWAITI_IBAN = (
    "DE89370400440532013000",
    "FR1420041010050500013M02606",
    "KW81CBKU0000000000001234560101",
)
CREATED_AT = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def account(iban="", bic="", number="", clearing_system="", clearing_code="", bank_country=""):
    return Account(iban, bic, number, clearing_system, clearing_code, bank_country)


def party(name, country, town, account, street="", building="", post_code=""):
    return Party(name, Address(street, building, post_code, town, country), account)


LICENSOR = party(
    "Helios Models SE", "DE", "Berlin", account(GERMAN_IBAN, "COBADEFFXXX"), "Torstraße", "1", "10119"
)
MUELLER = party(
    "Müller & Söhne Straße GmbH", "DE", "München", account("DE02120300000000202051"), "Ottostraße", "5"
)
PARIS = party("Nuages SARL", "FR", "Paris", account(FRENCH_IBAN), "Rue de l'Évêque", "12bis", "75008")
AMERICAN = party(
    "Prairie Compute Inc.",
    "US",
    "Omaha",
    account(number="000123456789", clearing_system="USABA", clearing_code="021000021", bank_country="US"),
    "Dodge Street",
    "Building 7, North Tower",
    "68102",
)
JAPANESE = party(
    "株式会社さくら", "JP", "東京", account(number="1234567", bic="BOTKJPJT"), "丸の内", "2-7-1", "100-8388"
)
KUWAITI = party("شركة النور للحوسبة", "KW", "الكويت", account(KUWAITI_IBAN, "CBKUKWKW"))
INDIAN = party(
    "भारत एआई प्राइवेट लिमिटेड",
    "IN",
    "मुंबई",
    account(number="50100012345678", clearing_system="INFSC", clearing_code="HDFC0000001"),
    post_code="400001",
)
INDONESIAN = party(
    "PT Teknologi Nusantara (Persero) Tbk.", "ID", "Jakarta", account(number="0012345678", bic="CENAIDJA")
)


def transfer(
    reference="PAY-2026-000001", amount="100.00", currency="EUR", creditor=MUELLER, text="STM-2026-000123"
):
    return CreditTransfer(reference, Decimal(amount), currency, creditor, text)


def batch(*transfers, message_id="PB-2026-000007", debtor=LICENSOR, **changed):
    """One group for each currency, in order of appearance."""
    currencies = dict.fromkeys(each.currency for each in transfers)
    return PaymentBatch(
        message_id=message_id,
        created_at=changed.pop("created_at", CREATED_AT),
        execution_date=changed.pop("execution_date", date(2026, 11, 30)),
        initiating_party=changed.pop("initiating_party", "Helios Models SE"),
        groups=tuple(
            PaymentGroup(currency, debtor, tuple(each for each in transfers if each.currency == currency))
            for currency in currencies
        ),
        **changed,
    )


FIVE_CURRENCIES = batch(
    transfer("PAY-1", "1234.56", "EUR", MUELLER),
    transfer("PAY-2", "0.01", "EUR", PARIS),
    transfer("PAY-3", "99999.90", "USD", AMERICAN),
    transfer("PAY-4", "1500000", "JPY", JAPANESE),
    transfer("PAY-5", "12.345", "KWD", KUWAITI),
    transfer("PAY-6", "750000.50", "INR", INDIAN),
    transfer("PAY-7", "20.00", "USD", INDONESIAN),
)
