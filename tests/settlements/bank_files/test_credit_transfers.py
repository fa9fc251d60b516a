"""The file as a bank sees it: by the schema, and read by the standard library rather than by us."""

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from settlements.bank_files.credit_transfers import write_credit_transfers
from settlements.bank_files.file_summary import CurrencySummary, sha256_of, summary_of
from tests.settlements.bank_files import batches
from tests.settlements.bank_files.batches import batch, transfer
from tests.settlements.bank_files.schemas import assert_is_pain

NAMES = {"": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def read(content):
    return ElementTree.fromstring(content)


def texts(element, path):
    return [each.text for each in element.findall(path, NAMES)]


@pytest.fixture(scope="module")
def content():
    return write_credit_transfers(batches.FIVE_CURRENCIES)


@pytest.fixture(scope="module")
def parts(content):
    """The parts of the file by what currency they pay, and by which service."""
    return {
        (
            part.find(".//InstdAmt", NAMES).get("Ccy"),
            part.find("PmtTpInf/SvcLvl/Cd", NAMES).text,
        ): part
        for part in read(content).iterfind(".//PmtInf", NAMES)
    }


def test_five_currencies_are_valid_by_the_schema(content):
    assert_is_pain(content)


def test_each_currency_is_one_part_with_its_service_and_charges(parts):
    services = {key: texts(part, "ChrgBr") for key, part in parts.items()}
    assert services == {
        ("EUR", "SEPA"): ["SLEV"],
        ("USD", "NURG"): ["SHAR"],
        ("JPY", "NURG"): ["SHAR"],
        ("KWD", "NURG"): ["SHAR"],
        ("INR", "NURG"): ["SHAR"],
    }


def test_amounts_have_the_decimals_of_their_currency(parts):
    amounts = {currency: texts(part, ".//InstdAmt") for (currency, _), part in parts.items()}
    assert amounts == {
        "EUR": ["1234.56", "0.01"],
        "USD": ["99999.90", "20.00"],
        "JPY": ["1500000"],
        "KWD": ["12.345"],
        "INR": ["750000.50"],
    }


def test_totals_stand_in_the_header_and_in_each_part(content, parts):
    header = read(content).find(".//GrpHdr", NAMES)
    assert texts(header, "NbOfTxs") == ["7"]
    assert texts(header, "CtrlSum") == ["2351267.315"]
    for part in parts.values():
        amounts = [Decimal(text) for text in texts(part, ".//InstdAmt")]
        assert texts(part, "NbOfTxs") == [str(len(amounts))]
        assert [Decimal(text) for text in texts(part, "CtrlSum")] == [sum(amounts)]


def test_header_parts_and_transfers_are_named(content, parts):
    root = read(content)
    assert texts(root, ".//MsgId") == ["PB-2026-000007"]
    assert texts(root, ".//CreDtTm") == ["2026-11-28T09:30:00Z"]
    assert texts(root, ".//InitgPty/Nm") == ["Helios Models SE"]
    assert texts(root, ".//PmtInfId") == [f"PB-2026-000007-{number}" for number in range(1, 6)]
    assert set(texts(root, ".//PmtMtd")) == {"TRF"}
    assert set(texts(root, ".//ReqdExctnDt/Dt")) == {"2026-11-30"}
    assert sorted(texts(root, ".//EndToEndId")) == [f"PAY-{number}" for number in range(1, 8)]
    assert texts(parts["EUR", "SEPA"], "DbtrAcct/Id/IBAN") == [batches.GERMAN_IBAN]
    assert texts(parts["EUR", "SEPA"], "DbtrAgt/FinInstnId/BICFI") == ["COBADEFFXXX"]
    assert set(texts(root, ".//RmtInf/Ustrd")) == {"STM-2026-000123"}


def test_an_account_without_iban_names_number_and_clearing_code(parts):
    american, indonesian = parts["USD", "NURG"].findall("CdtTrfTxInf", NAMES)
    assert texts(american, "CdtrAcct/Id/Othr/Id") == ["000123456789"]
    assert texts(american, "CdtrAgt/FinInstnId/ClrSysMmbId/ClrSysId/Cd") == ["USABA"]
    assert texts(american, "CdtrAgt/FinInstnId/ClrSysMmbId/MmbId") == ["021000021"]
    assert texts(indonesian, "CdtrAgt/FinInstnId/BICFI") == ["CENAIDJA"]
    assert texts(parts["INR", "NURG"], ".//ClrSysMmbId/ClrSysId/Cd") == ["INFSC"]
    assert texts(parts["KWD", "NURG"], ".//CdtrAcct/Id/IBAN") == [batches.KUWAITI_IBAN]


def test_addresses_are_structured(content, parts):
    root = read(content)
    assert not texts(root, ".//AdrLine")
    for address in root.iterfind(".//PstlAdr", NAMES):
        assert texts(address, "TwnNm")
        assert texts(address, "Ctry")
    german = parts["EUR", "SEPA"].find("CdtTrfTxInf/Cdtr/PstlAdr", NAMES)
    assert [(each.tag.split("}")[1], each.text) for each in german] == [
        ("StrtNm", "Ottostrasse"),
        ("BldgNb", "5"),
        ("TwnNm", "Munchen"),
        ("Ctry", "DE"),
    ]
    american = parts["USD", "NURG"].find("CdtTrfTxInf/Cdtr/PstlAdr", NAMES)
    assert texts(american, "BldgNm") == ["Building 7, North Tower"], "too long for a number"


def test_euros_that_leave_sepa_stand_in_a_part_of_their_own():
    content = write_credit_transfers(
        batch(
            transfer("PAY-1", creditor=batches.AMERICAN),
            transfer("PAY-2", creditor=batches.PARIS),
            transfer("PAY-3", creditor=batches.KUWAITI),
        )
    )
    assert_is_pain(content)
    found = {
        texts(part, "PmtTpInf/SvcLvl/Cd")[0]: (texts(part, "ChrgBr"), texts(part, ".//EndToEndId"))
        for part in read(content).iterfind(".//PmtInf", NAMES)
    }
    assert found == {"SEPA": (["SLEV"], ["PAY-2"]), "NURG": (["SHAR"], ["PAY-1", "PAY-3"])}


def test_dollars_never_go_by_sepa():
    paid = transfer("PAY-1", "5.00", "USD", batches.party("A", "DE", "Bonn", batches.LICENSOR.account))
    part = read(write_credit_transfers(batch(paid))).find(".//PmtInf", NAMES)
    assert (texts(part, "PmtTpInf/SvcLvl/Cd"), texts(part, "ChrgBr")) == (["NURG"], ["SHAR"])


def test_euros_of_an_account_outside_sepa_never_go_by_it():
    content = write_credit_transfers(
        batch(transfer("PAY-1", creditor=batches.LICENSOR), debtor=batches.KUWAITI)
    )
    assert texts(read(content), ".//SvcLvl/Cd") == ["NURG"]


def test_a_name_is_as_long_as_its_service_takes():
    long = replace(batches.LICENSOR, name="N" * 200)
    both = batch(transfer("PAY-1", creditor=long), transfer("PAY-2", "1.00", "USD", long))
    names = texts(read(write_credit_transfers(both)), ".//Cdtr/Nm")
    assert [len(name) for name in names] == [70, 140]


def test_a_sepa_debtor_without_bic_is_valid():
    debtor = batches.party("Helios", "DE", "Berlin", batches.account(batches.GERMAN_IBAN))
    content = write_credit_transfers(batch(transfer(), debtor=debtor, initiating_party_id="HELIOS01"))
    assert_is_pain(content)
    assert texts(read(content), ".//DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]
    assert texts(read(content), ".//InitgPty/Id/OrgId/Othr/Id") == ["HELIOS01"]


def test_the_same_batch_is_the_same_bytes(content):
    assert write_credit_transfers(batches.FIVE_CURRENCIES) == content


def test_the_summary_is_read_back_from_the_bytes(content):
    summary = summary_of(content)
    assert (summary.message_id, summary.transactions) == ("PB-2026-000007", 7)
    assert summary.sha256 == sha256_of(content)
    assert summary.currencies == (
        CurrencySummary("EUR", 2, Decimal("1234.57")),
        CurrencySummary("USD", 2, Decimal("100019.90")),
        CurrencySummary("JPY", 1, Decimal("1500000")),
        CurrencySummary("KWD", 1, Decimal("12.345")),
        CurrencySummary("INR", 1, Decimal("750000.50")),
    )


@pytest.mark.parametrize(
    "was, is_now",
    [(b">0.01<", b">0.02<"), (b"<NbOfTxs>2<", b"<NbOfTxs>3<"), (b"<CtrlSum>12.345<", b"<CtrlSum>12<")],
)
def test_a_file_that_was_changed_has_no_summary(content, was, is_now):
    assert content.count(was) >= 1
    with pytest.raises(ValueError, match="states another"):
        summary_of(content.replace(was, is_now, 1))
