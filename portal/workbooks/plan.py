"""What an import of a workbook would do: row by row, and what to call for it."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.workbooks.faults import Fault
from portal.workbooks.read_sheets import Row
from settlements.engine.exact import plain
from settlements.openings.figures import Figures


class Status(Enum):
    """Of a row."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Difference:
    """`heading` says something else here than in the file; what is here stays."""

    heading: str
    here: str
    found: str


@dataclass(slots=True)
class Planned:
    """A row: `name` is its key, `differences` where it is here already and says something else."""

    row: Row
    name: str
    status: Status
    differences: list[Difference] = field(default_factory=list)


@dataclass(slots=True)
class NewPartner:
    code: str
    given: dict[str, str]


@dataclass(slots=True)
class PlannedAgreement:
    """`agreement` is the one that is here, or an unsaved one with its frame; `terms` its version 1."""

    reference: str
    row: Row
    agreement: Agreement
    terms: dict[str, Any]
    rules: dict[str, list[Row]]
    is_new: bool
    partner_code: str


@dataclass(slots=True)
class NewOpening:
    """`reference`: of an agreement of this file; `agreement`: of one that is here already."""

    reference: str
    agreement: Agreement | None
    figures: Figures
    partner_code: str


@dataclass(slots=True)
class Plan:
    """`missing_roles`: sentences on what the reader may not do of it."""

    rows: list[Planned] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    partners: list[NewPartner] = field(default_factory=list)
    agreements: list[PlannedAgreement] = field(default_factory=list)
    openings: list[NewOpening] = field(default_factory=list)
    looked_at: list[Agreement] = field(default_factory=list)
    partners_named: dict[str, Partner] = field(default_factory=dict)
    missing_roles: list[str] = field(default_factory=list)
    _added: set[int] = field(default_factory=set)

    @property
    def new_agreements(self) -> list[PlannedAgreement]:
        return [each for each in self.agreements if each.is_new]

    @property
    def has_work(self) -> bool:
        return bool(self.partners or self.new_agreements or self.openings)

    @property
    def may_import(self) -> bool:
        return self.has_work and not self.faults and not self.missing_roles

    def add(self, row: Row, name: str, status: Status, differences: list[Difference] | None = None) -> None:
        """Once, however often a row is met."""
        if id(row) in self._added:
            return
        self._added.add(id(row))
        if row.faults:
            status = Status.FAULT
        self.rows.append(Planned(row, name, status, differences or []))

    def count(self, status: Status) -> int:
        return sum(each.status is status for each in self.rows)

    def digest(self) -> str:
        """The same for the same outcome, in every language."""
        told = {
            "rows": [
                (
                    *(each.row.sheet.title, each.row.number, each.status.value),
                    [(one.heading, one.here, one.found) for one in each.differences],
                )
                for each in self.rows
            ],
            "faults": [(each.sheet, each.row, each.column, each.found) for each in self.faults],
            "partners": [(each.code, each.given) for each in self.partners],
            "agreements": [(each.reference, each.terms, each.partner_code) for each in self.new_agreements],
            "openings": [(each.reference, each.figures.columns()) for each in self.openings],
        }
        text = json.dumps(told, sort_keys=True, default=_plain)
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> str:
    return plain(value) if hasattr(value, "as_tuple") else str(value)
