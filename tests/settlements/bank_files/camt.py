"""A bank's statement made from simple rows: what the bank of a test writes back.

    content = camt053([Row("100.00", name="Acme", remittance="STM-2026-000123")], opening="500.00")

Closing and count of everything follow from the rows; every version from 02 to 08 is valid by its schema.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

OUR_IBAN = "DE89370400440532013000"


@dataclass(frozen=True)
class Row:
    """One payment. A booking with `details` is one sum of several, whose amounts it adds up."""

    amount: str = ""
    credit: bool = True
    end_to_end_id: str = ""
    remittance: str = ""
    creditor_reference: str = ""
    name: str = ""
    iban: str = ""
    bank_reference: str = ""
    return_reason: str = ""
    reversal: bool = False
    booked: bool = True
    booking_date: date = date(2026, 11, 30)
    value_date: date | None = None
    batch_reference: str = ""
    details: tuple["Row", ...] = ()

    @property
    def total(self):
        return (
            sum((each.total for each in self.details), Decimal(0)) if self.details else Decimal(self.amount)
        )


def camt053(rows=(), **about):
    """The file with one statement; `about` as in `statement`, with `version` "02" to "08"."""
    return file_of([(rows, about)], version=about.pop("version", "08"))


def file_of(statements, version="08"):
    """The file with several: pairs of rows and what is said about their statement."""
    document = ElementTree.Element("Document", xmlns=f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}")
    message = ElementTree.SubElement(document, "BkToCstmrStmt")
    put(message, "GrpHdr", MsgId="CAMT-1", CreDtTm="2026-12-01T06:00:00+01:00")
    for number, (rows, about) in enumerate(statements, start=1):
        _statement(message, rows, version, **{"statement_id": f"STMT-{number}", **about})
    return ElementTree.tostring(document, encoding="UTF-8", xml_declaration=True)


def _statement(
    message,
    rows,
    version,
    *,
    statement_id,
    iban=OUR_IBAN,
    number="",
    currency="EUR",
    opening="0.00",
    closing=None,
    opening_kind="OPBD",
    day=date(2026, 11, 30),
):
    statement = put(message, "Stmt", Id=statement_id, ElctrncSeqNb="1", CreDtTm="2026-12-01T06:00:00+01:00")
    account = put(statement, "Acct")
    if number:
        put(put(put(account, "Id"), "Othr"), Id=number)
    else:
        put(account, "Id", IBAN=iban)
    put(account, Ccy=currency)
    moved = sum((row.total if row.credit else -row.total for row in rows if row.booked), Decimal(0))
    if opening is not None:
        _balance(statement, opening_kind, Decimal(opening), currency, day)
        closing = Decimal(opening) + moved if closing is None else closing
    if closing is not None:
        _balance(statement, "CLBD", Decimal(closing), currency, day)
    for row in rows:
        _entry(statement, row, currency, version)


def _balance(statement, kind, amount, currency, day):
    balance = put(statement, "Bal")
    put(put(put(balance, "Tp"), "CdOrPrtry"), Cd=kind)
    put(balance, Amt=f"{abs(amount):f}").find("Amt").set("Ccy", currency)
    put(balance, CdtDbtInd=_direction(amount >= 0))
    put(balance, "Dt", Dt=day.isoformat())


def _entry(statement, row, currency, version):
    entry = put(statement, "Ntry")
    put(entry, Amt=f"{row.total:f}").find("Amt").set("Ccy", currency)
    put(entry, CdtDbtInd=_direction(row.credit))
    if row.reversal:
        put(entry, RvslInd="true")
    status = "BOOK" if row.booked else "PDNG"
    if version >= "07":
        put(entry, "Sts", Cd=status)
    else:
        put(entry, Sts=status)
    put(entry, "BookgDt", Dt=row.booking_date.isoformat())
    put(entry, "ValDt", Dt=(row.value_date or row.booking_date).isoformat())
    put(entry, AcctSvcrRef=row.bank_reference)
    put(put(entry, "BkTxCd"), "Prtry", Cd="NTRF")
    details = put(entry, "NtryDtls")
    if row.details and row.batch_reference:
        put(details, "Btch", PmtInfId=row.batch_reference)
    for each in row.details or (row,):
        _details(put(details, "TxDtls"), each, currency, row.credit, version)


def _details(details, row, currency, credit, version):
    put(details, "Refs", AcctSvcrRef=row.bank_reference, EndToEndId=row.end_to_end_id or "NOTPROVIDED")
    if version == "02":
        put(put(put(details, "AmtDtls"), "TxAmt"), Amt=f"{row.total:f}").find("Amt").set("Ccy", currency)
    else:
        put(details, Amt=f"{row.total:f}").find("Amt").set("Ccy", currency)
        put(details, CdtDbtInd=_direction(credit))
    if row.name or row.iban:
        parties = put(details, "RltdPties")
        role = "Dbtr" if credit else "Cdtr"
        if row.name:
            party = put(parties, role)
            put(put(party, "Pty") if version >= "07" else party, Nm=row.name)
        if row.iban:
            put(put(parties, f"{role}Acct"), "Id", IBAN=row.iban)
    if row.remittance or row.creditor_reference:
        information = put(details, "RmtInf", Ustrd=row.remittance)
        if row.creditor_reference:
            put(put(information, "Strd"), "CdtrRefInf", Ref=row.creditor_reference)
    if row.return_reason:
        put(put(details, "RtrInf"), "Rsn", Cd=row.return_reason)


def _direction(credit):
    return "CRDT" if credit else "DBIT"


def put(parent, tag="", **texts):
    """A new element under `parent`, or `parent` itself, with a child for each text there is."""
    element = ElementTree.SubElement(parent, tag) if tag else parent
    for name, text in texts.items():
        if text:
            ElementTree.SubElement(element, name).text = text
    return element
