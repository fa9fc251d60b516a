"""What a written bank file says, read back from its bytes: what the person who approves it is shown."""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from lxml import etree

from settlements.bank_files.credit_transfers import NAMESPACE
from settlements.bank_files.safe_xml import read_xml
from settlements.bank_files.sums import exact_sum

_NAMES = {"p": NAMESPACE}


@dataclass(frozen=True, slots=True)
class CurrencySummary:
    currency: str
    transactions: int
    control_sum: Decimal


@dataclass(frozen=True, slots=True)
class FileSummary:
    message_id: str
    sha256: str
    transactions: int
    currencies: tuple[CurrencySummary, ...]
    """In the order of the file."""


def sha256_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def summary_of(content: bytes) -> FileSummary:
    """Counted from the transfers themselves; ValueError where the file's own totals say otherwise."""
    root = read_xml(content)
    header = root.find(".//p:GrpHdr", _NAMES)
    amounts: dict[str, list[Decimal]] = {}
    for currency, amount in _check_totals(header, root):
        amounts.setdefault(currency, []).append(amount)
    for part in root.iterfind(".//p:PmtInf", _NAMES):
        _check_totals(part, part)
    return FileSummary(
        message_id=header.findtext("p:MsgId", namespaces=_NAMES),
        sha256=sha256_of(content),
        transactions=sum(map(len, amounts.values())),
        currencies=tuple(CurrencySummary(name, len(some), exact_sum(some)) for name, some in amounts.items()),
    )


def _check_totals(stated: etree._Element, within: etree._Element) -> list[tuple[str, Decimal]]:
    """Currency and amount of each transfer, after what is stated about them."""
    transfers = [
        (each.get("Ccy"), Decimal(each.text)) for each in within.iterfind(".//p:Amt/p:InstdAmt", _NAMES)
    ]
    if int(stated.findtext("p:NbOfTxs", namespaces=_NAMES)) != len(transfers):
        raise ValueError("the file states another number of transfers than it has")
    if Decimal(stated.findtext("p:CtrlSum", namespaces=_NAMES)) != exact_sum(one for _, one in transfers):
        raise ValueError("the file states another control sum than its transfers add up to")
    return transfers
