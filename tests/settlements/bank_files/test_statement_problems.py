"""What is wrong with a bank's statement is said by a code and the place."""

import pytest

from settlements.bank_files.bank_statement import BankStatementProblem, read_statements
from tests.settlements.bank_files.camt import camt053
from tests.settlements.bank_files.test_bank_statement import ALL, changed


@pytest.mark.parametrize(
    "was, becomes, code, detail",
    [
        (b"camt.053.001.08", b"camt.053.001.13", "version_unknown", "camt.053.001.13"),
        (b"camt.053.001.08", b"camt.054.001.08", "not_a_statement", "camt.054.001.08"),
        (b"Stmt>", b"Ntfctn>", "no_statement", ""),
        (b"Acct>", b"Konto>", "missing", "Stmt/Acct"),
        (b"IBAN>", b"BAN>", "missing", "Acct/Id"),
        (b">250.00<", b">-250.00<", "amount_invalid", "-250.00"),
        (b">250.00<", b">1e9<", "amount_invalid", "1e9"),
        (b">250.00<", b">250,00<", "amount_invalid", "250,00"),
        (b">250.00<", b"><", "amount_invalid", ""),
        (b">250.00<", b">250.01<", "balances_differ", "642.91, 642.90"),
        (b"<CdtDbtInd>CRDT<", b"<CdtDbtInd>PLUS<", "direction_invalid", "PLUS"),
        (b"<Ccy>EUR<", b"<Ccy>XXQ<", "currency_invalid", "XXQ"),
        (b"<Ccy>EUR<", b"<Ccy>USD<", "currencies_mixed", "USD, EUR"),
        (b"2026-11-28<", b"2026-02-30<", "date_invalid", "2026-02-30"),
        (b"2026-11-28<", b"28.11.2026<", "date_invalid", "28.11.2026"),
        (b"2026-11-28<", b"20261128<", "date_invalid", "20261128"),
        (b">PAY-1<", b">" + b"9" * 36 + b"<", "text_too_long", "Refs/EndToEndId"),
    ],
)
def test_what_is_wrong_is_said_by_a_code_and_its_place(was, becomes, code, detail):
    with pytest.raises(BankStatementProblem) as raised:
        read_statements(changed(was, becomes))
    assert raised.value.code == code
    assert detail in raised.value.detail


def test_balances_are_compared_where_both_are_given():
    """One of them missing is no fault: some banks send entries alone."""
    for about in ({"opening": None}, {"opening": "1.00", "opening_kind": "OPAV", "closing": "9.00"}):
        (statement,) = read_statements(camt053(ALL, **about))
        assert statement.opening is None
    with pytest.raises(BankStatementProblem, match=r"balances_differ: 143\.90, 9\.00"):
        read_statements(camt053(ALL, opening="1.00", closing="9.00"))
