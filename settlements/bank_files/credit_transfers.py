"""Credit transfers as a bank takes them: ISO 20022 pain.001.001.09. The same batch is the same bytes.

Euros between SEPA countries go by SEPA, all else as an ordinary transfer with shared charges. Each currency
has its part of the file; euros that leave SEPA have one beside. Addresses are structured: since November 2026
banks refuse others.
"""

from collections.abc import Iterator
from datetime import UTC

from lxml import etree

from settlements.bank_files.check_batch import check_batch
from settlements.bank_files.latin import latin
from settlements.bank_files.parties import Account, Party
from settlements.bank_files.payment_batch import (
    CreditTransfer,
    PaymentBatch,
    PaymentGroup,
    PaymentRefused,
    control_sum,
    written_amount,
)
from settlements.bank_files.sepa import goes_by_sepa

__all__ = ["CreditTransfer", "PaymentBatch", "PaymentGroup", "PaymentRefused", "write_credit_transfers"]

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


def write_credit_transfers(batch: PaymentBatch) -> bytes:
    """The file; PaymentRefused, a ValueError with a sentence, for what a bank would send back."""
    check_batch(batch)
    document = etree.Element(f"{{{NAMESPACE}}}Document", nsmap={None: NAMESPACE})
    root = _put(document, "CstmrCdtTrfInitn")
    _put_header(root, batch)
    for number, (group, transfers, by_sepa) in enumerate(_parts(batch), start=1):
        part = _put(root, "PmtInf")
        _put_part_header(part, batch, f"{batch.message_id}-{number}", group, transfers, by_sepa)
        for transfer in transfers:
            _put_transfer(part, transfer, by_sepa)
    content: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def _parts(batch: PaymentBatch) -> Iterator[tuple[PaymentGroup, list[CreditTransfer], bool]]:
    for group in batch.groups:
        for by_sepa in (True, False):
            transfers = [
                transfer
                for transfer in group.transfers
                if goes_by_sepa(group.currency, group.debtor.account, transfer.creditor.account) is by_sepa
            ]
            if transfers:
                yield group, transfers, by_sepa


def _put_header(root: etree._Element, batch: PaymentBatch) -> None:
    header = _put(root, "GrpHdr")
    _put(header, "MsgId", batch.message_id)
    created_at = batch.created_at.astimezone(UTC).replace(tzinfo=None)
    _put(header, "CreDtTm", created_at.isoformat(timespec="seconds") + "Z")
    _put_totals(header, [transfer for group in batch.groups for transfer in group.transfers])
    sender = _put(header, "InitgPty")
    _put(sender, "Nm", latin(batch.initiating_party, 70))
    if batch.initiating_party_id:
        _put(sender, "Id/OrgId/Othr/Id", batch.initiating_party_id)


def _put_part_header(
    part: etree._Element,
    batch: PaymentBatch,
    part_id: str,
    group: PaymentGroup,
    transfers: list[CreditTransfer],
    by_sepa: bool,
) -> None:
    _put(part, "PmtInfId", part_id)
    _put(part, "PmtMtd", "TRF")
    _put_totals(part, transfers)
    _put(part, "PmtTpInf/SvcLvl/Cd", "SEPA" if by_sepa else "NURG")
    _put(part, "ReqdExctnDt/Dt", batch.execution_date.isoformat())
    _put_party(part, "Dbtr", group.debtor, by_sepa)
    _put_account(part, "DbtrAcct", group.debtor.account)
    _put_bank(part, "DbtrAgt", group.debtor.account, needed=True)
    _put(part, "ChrgBr", "SLEV" if by_sepa else "SHAR")


def _put_transfer(part: etree._Element, transfer: CreditTransfer, by_sepa: bool) -> None:
    row = _put(part, "CdtTrfTxInf")
    _put(row, "PmtId/EndToEndId", transfer.end_to_end_id)
    amount = _put(row, "Amt/InstdAmt", written_amount(transfer))
    amount.set("Ccy", transfer.currency)
    _put_bank(row, "CdtrAgt", transfer.creditor.account)
    _put_party(row, "Cdtr", transfer.creditor, by_sepa)
    _put_account(row, "CdtrAcct", transfer.creditor.account)
    if remittance := latin(transfer.remittance_text, 140):
        _put(row, "RmtInf/Ustrd", remittance)


def _put_party(parent: etree._Element, tag: str, party: Party, by_sepa: bool) -> None:
    element = _put(parent, tag)
    # The schema lets a name have 140 characters, SEPA half of it.
    _put(element, "Nm", latin(party.name, 70 if by_sepa else 140))
    address = party.address
    if not address.town:
        return
    postal = _put(element, "PstlAdr")
    building = latin(address.building, 35)
    lines = [
        ("StrtNm", latin(address.street, 70)),
        ("BldgNb" if len(building) <= 16 else "BldgNm", building),
        ("PstCd", latin(address.post_code, 16)),
        ("TwnNm", latin(address.town, 35)),
        ("Ctry", address.country),
    ]
    for name, text in lines:
        if text:
            _put(postal, name, text)


def _put_account(parent: etree._Element, tag: str, account: Account) -> None:
    element = _put(parent, tag)
    if account.iban:
        _put(element, "Id/IBAN", account.iban)
    else:
        _put(element, "Id/Othr/Id", account.number)


def _put_bank(parent: etree._Element, tag: str, account: Account, *, needed: bool = False) -> None:
    if not (needed or account.bic or account.clearing_code):
        return
    bank = _put(parent, f"{tag}/FinInstnId")
    if account.bic:
        _put(bank, "BICFI", account.bic)
    if account.clearing_code:
        member = _put(bank, "ClrSysMmbId")
        _put(member, "ClrSysId/Cd", account.clearing_system)
        _put(member, "MmbId", account.clearing_code)
    if not (account.bic or account.clearing_code):
        _put(bank, "Othr/Id", "NOTPROVIDED")


def _put_totals(element: etree._Element, transfers: list[CreditTransfer]) -> None:
    _put(element, "NbOfTxs", str(len(transfers)))
    _put(element, "CtrlSum", f"{control_sum(transfers):f}")


def _put(parent: etree._Element, path: str, text: str | None = None) -> etree._Element:
    """The last element of a path of new ones."""
    for tag in path.split("/"):
        parent = etree.SubElement(parent, tag)
    parent.text = text
    return parent
