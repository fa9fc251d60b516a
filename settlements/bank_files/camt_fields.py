"""Single values of a camt.053 file, each checked as it is read."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lxml import etree

from portal.money.currencies import is_currency
from settlements.bank_files.bank_entries import BankStatementProblem

_AMOUNT = re.compile(r"\+?(?=[0-9.]{1,20}\Z)([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Field:
    """An element, its paths without namespace: versions share names and differ in that."""

    __slots__ = ("element", "names")

    def __init__(self, element: etree._Element, names: dict[str, str]) -> None:
        """`names` is the namespace of the file, under the empty prefix."""
        self.element = element
        self.names = names

    def first(self, *paths: str) -> "Field | None":
        for path in paths:
            found = self.element.find(path, self.names)
            if found is not None:
                return Field(found, self.names)
        return None

    def every(self, path: str) -> Iterator["Field"]:
        return (Field(found, self.names) for found in self.element.iterfind(path, self.names))

    def needed(self, path: str) -> "Field":
        found = self.first(path)
        if found is None:
            raise BankStatementProblem("missing", f"{self.name}/{path}")
        return found

    @property
    def name(self) -> str:
        return str(etree.QName(self.element).localname)

    def text(self, *paths: str, length: int) -> str:
        """The first of these with a text, in single spaces; never cut, for it may be compared."""
        for path in paths:
            for found in self.every(path):
                words = " ".join((found.element.text or "").split())
                if len(words) > length:
                    raise BankStatementProblem("text_too_long", f"{self.name}/{path}")
                if words:
                    return words
        return ""

    def amount(self) -> Decimal:
        """Of this very element."""
        words = (self.element.text or "").strip()
        if not _AMOUNT.fullmatch(words):
            raise BankStatementProblem("amount_invalid", words[:40])
        return Decimal(words)

    def currency(self) -> str:
        code = str(self.element.get("Ccy", ""))
        if not is_currency(code):
            raise BankStatementProblem("currency_invalid", code[:40])
        return code

    def is_credit(self) -> bool:
        word = self.text("CdtDbtInd", length=4)
        if word not in ("CRDT", "DBIT"):
            raise BankStatementProblem("direction_invalid", word or self.name)
        return word == "CRDT"

    def day(self, path: str) -> date | None:
        """The day the bank wrote, whatever hour and zone follow it."""
        words = self.text(f"{path}/Dt", f"{path}/DtTm", length=40)
        if not words:
            return None
        try:
            if not _DAY.match(words):
                raise ValueError(words)
            return date.fromisoformat(words[:10])
        except ValueError:
            raise BankStatementProblem("date_invalid", words) from None

    def says_true(self, path: str) -> bool:
        return self.text(path, length=5) in ("true", "1")
