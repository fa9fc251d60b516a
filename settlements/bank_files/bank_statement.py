"""A bank's statement, ISO 20022 camt.053.001.02 to .08: what its versions share, as plain rows.

Whatever is wrong with a file is a BankStatementProblem: a code, which the pages put in words, and where.
"""

import re

from lxml import etree

from portal.money.currencies import is_currency
from settlements.bank_files.bank_entries import (
    Balance,
    BankEntry,
    BankStatement,
    BankStatementProblem,
    BankTransaction,
)
from settlements.bank_files.camt_fields import Field
from settlements.bank_files.safe_xml import UnsafeXml, read_xml
from settlements.bank_files.sums import exact_sum

__all__ = [
    "Balance",
    "BankEntry",
    "BankStatement",
    "BankStatementProblem",
    "BankTransaction",
    "read_statements",
]

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.([0-9]{2})")
_VERSIONS = ("02", "03", "04", "05", "06", "07", "08")
_BATCH = (
    "NtryDtls/Btch/PmtInfId",
    "NtryDtls/TxDtls/Refs/PmtInfId",
    "NtryDtls/Btch/MsgId",
    "NtryDtls/TxDtls/Refs/MsgId",
)
_FAMILY = "BkTxCd/Domn/Fmly/SubFmlyCd"
_NONE_GIVEN = "NOTPROVIDED"


def read_statements(content: bytes) -> tuple[BankStatement, ...]:
    """The statements of one file, at least one, each with balances that its entries lead to."""
    try:
        root = read_xml(content)
    except UnsafeXml as fault:
        raise BankStatementProblem(fault.code, fault.detail) from None
    name = etree.QName(root)
    version = _NAMESPACE.fullmatch(name.namespace or "")
    if version is None or name.localname != "Document":
        raise BankStatementProblem("not_a_statement", (name.namespace or name.localname)[:100])
    if version[1] not in _VERSIONS:
        raise BankStatementProblem("version_unknown", f"camt.053.001.{version[1]}")
    document = Field(root, {"": name.namespace})
    statements = tuple(_statement(each) for each in document.every("BkToCstmrStmt/Stmt"))
    if not statements:
        raise BankStatementProblem("no_statement")
    return statements


def _statement(field: Field) -> BankStatement:
    account = field.needed("Acct")
    balances: dict[str, Field] = {}
    for balance in field.every("Bal"):
        balances.setdefault(balance.text("Tp/CdOrPrtry/Cd", length=4), balance)
    entries = [*field.every("Ntry")]
    currency = _currency(account, [*balances.values(), *entries])
    iban = _joined(account.text("Id/IBAN", length=50))
    statement = BankStatement(
        statement_id=field.text("Id", length=35),
        iban=iban,
        account_number=account.text("Id/Othr/Id", length=34),
        currency=currency,
        # What the day before closed with is what this one opens with.
        opening=_balance(balances.get("OPBD") or balances.get("PRCD"), currency),
        closing=_balance(balances.get("CLBD"), currency),
        entries=tuple(_entry(each, currency, iban) for each in entries),
    )
    if not (statement.iban or statement.account_number):
        raise BankStatementProblem("missing", "Acct/Id")
    _check_balances(statement)
    return statement


def _currency(account: Field, with_amounts: list[Field]) -> str:
    stated = account.text("Ccy", length=3)
    if not stated and with_amounts:
        return with_amounts[0].needed("Amt").currency()
    if not is_currency(stated):
        raise BankStatementProblem("currency_invalid", stated or "Acct/Ccy")
    return stated


def _balance(field: Field | None, currency: str) -> Balance | None:
    if field is None:
        return None
    amount = field.needed("Amt")
    if amount.currency() != currency:
        raise BankStatementProblem("currencies_mixed", f"{currency}, {amount.currency()}")
    day = field.day("Dt")
    if day is None:
        raise BankStatementProblem("missing", "Bal/Dt")
    return Balance(amount.amount() if field.is_credit() else amount.amount().copy_negate(), day)


def _entry(field: Field, currency: str, own_iban: str) -> BankEntry:
    amount = field.needed("Amt")
    if amount.currency() != currency:
        raise BankStatementProblem("currencies_mixed", f"{currency}, {amount.currency()}")
    details = [*field.every("NtryDtls/TxDtls")]
    return BankEntry(
        amount=amount.amount(),
        currency=currency,
        credit=field.is_credit(),
        booked=field.text("Sts/Cd", "Sts", length=35) in ("BOOK", ""),
        reversal=field.says_true("RvslInd"),
        booking_date=field.day("BookgDt"),
        value_date=field.day("ValDt"),
        bank_reference=field.text("AcctSvcrRef", length=35),
        batch_reference=field.text(*_BATCH, length=35),
        transactions=tuple(
            _transaction(each, field, own_iban, alone=len(details) <= 1) for each in details or [field]
        ),
    )


def _transaction(field: Field, entry: Field, own_iban: str, *, alone: bool) -> BankTransaction:
    """`field` is the details, or the entry itself where it has none."""
    # The entry's own amount where it stands for one payment: details may name the sum before charges.
    amount = entry.needed("Amt") if alone else field.first("Amt", "AmtDtls/TxAmt/Amt")
    credit = (field if field.first("CdtDbtInd") else entry).is_credit()
    name, iban = _counterparty(field, credit, own_iban)
    end_to_end_id = field.text("Refs/EndToEndId", length=35)
    family = field.text(_FAMILY, length=4) or entry.text(_FAMILY, length=4)
    return BankTransaction(
        amount=None if amount is None else amount.amount(),
        currency="" if amount is None else amount.currency(),
        credit=credit,
        end_to_end_id="" if end_to_end_id == _NONE_GIVEN else end_to_end_id,
        bank_reference=field.text("Refs/AcctSvcrRef", length=35) or entry.text("AcctSvcrRef", length=35),
        remittance_text=_remittance(field),
        creditor_reference=_joined(field.text("RmtInf/Strd/CdtrRefInf/Ref", length=50)),
        counterparty_name=name,
        counterparty_iban=iban,
        returned=family == "RRTN" or field.first("RtrInf") is not None or entry.says_true("RvslInd"),
        return_reason=field.text("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", length=35),
    )


def _remittance(field: Field) -> str:
    """What was written to us; banks cut long texts into several."""
    texts = [each.text(".", length=140) for each in field.every("RmtInf/Ustrd")]
    return " ".join(text for text in texts if text) or field.text("AddtlTxInf", "AddtlNtryInf", length=500)


def _counterparty(field: Field, credit: bool, own_iban: str) -> tuple[str, str]:
    """Name and IBAN of the other side. A returned transfer may name both as they once were: who is not us."""
    parties = [
        (
            field.text(f"RltdPties/{role}/Nm", f"RltdPties/{role}/Pty/Nm", length=140),
            _joined(field.text(f"RltdPties/{role}Acct/Id/IBAN", length=50)),
        )
        for role in (("Dbtr", "Cdtr") if credit else ("Cdtr", "Dbtr"))
    ]
    theirs, other = parties
    ours = own_iban and theirs[1] == own_iban
    return other if any(other) and (ours or not any(theirs)) else theirs


def _check_balances(statement: BankStatement) -> None:
    if statement.opening is None or statement.closing is None:
        return
    moved = [
        each.amount if each.credit else each.amount.copy_negate() for each in statement.entries if each.booked
    ]
    comes_to = exact_sum([statement.opening.amount, *moved])
    if comes_to != statement.closing.amount:
        raise BankStatementProblem("balances_differ", f"{comes_to:f}, {statement.closing.amount:f}")


def _joined(text: str) -> str:
    return "".join(text.split()).upper()
