"""Who of the staff looks after how many disputes, and what of it is late."""

from dataclasses import dataclass
from datetime import date

from portal.accounts.access import staff_with_role
from portal.accounts.models import User
from settlements.disputes.access import staff_disputes
from settlements.disputes.clock_of import is_missed
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Side
from settlements.disputes.sides import STAFF


@dataclass(slots=True)
class Load:
    """Of one person; of nobody in particular where `person` is None. `next_due` is of what waits for us."""

    person: User | None
    live: int = 0
    waiting: int = 0
    late: int = 0
    next_due: date | None = None

    @property
    def key(self) -> str:
        """As the list's filter has it."""
        return str(self.person.pk) if self.person else "nobody"


def workload(user: User) -> list[Load]:
    """Everybody of the disputes role, whoever else has some left, and nobody; most first.

    For staff who may see amounts. Outsiders: Http404.
    """
    loads: dict[int | None, Load] = {each.pk: Load(each) for each in staff_with_role(*STAFF)}
    loads[None] = Load(None)
    for dispute in staff_disputes(user).filter(state__in=LIVE).order_by("pk"):
        load = loads.setdefault(dispute.assigned_to_id, Load(dispute.assigned_to))
        load.live += 1
        if dispute.waits_for != Side.LICENSOR or dispute.due_date is None:
            continue
        load.waiting += 1
        load.late += is_missed(dispute)
        load.next_due = min(filter(None, (load.next_due, dispute.due_date)))
    return sorted(loads.values(), key=lambda each: -each.live)
