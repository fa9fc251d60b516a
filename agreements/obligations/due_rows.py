"""Due obligations as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import pgettext

from agreements.models import Obligation, ObligationDue, ObligationOwner
from agreements.obligations.overdue import is_overdue
from agreements.obligations.owners import owner_of
from agreements.terms_on_page import scope_words
from portal.accounts.models import User

STATE_KINDS = {"open": "info", "attested": "good", "waived": "neutral", "lapsed": "neutral"}


@dataclass(frozen=True, slots=True)
class DueRow:
    """`owner`: who answers for it now; None where nobody was named. `scope` is empty where it is all."""

    due: ObligationDue
    owner: User | None
    overdue: bool
    scope: str

    @property
    def kind(self) -> str:
        return "bad" if self.overdue else STATE_KINDS[self.due.state]

    @property
    def words(self) -> str:
        return pgettext("obligation", "Overdue") if self.overdue else self.due.get_state_display()


def due_rows(dues: Iterable[ObligationDue], named: dict[str, ObligationOwner]) -> list[DueRow]:
    return [
        DueRow(due, owner_of(due.obligation, named), is_overdue(due), scope_of(due.obligation))
        for due in dues
    ]


def scope_of(obligation: Obligation) -> str:
    scoped = obligation.application_id or obligation.model_id or obligation.market_id
    return scope_words(obligation) if scoped else ""
