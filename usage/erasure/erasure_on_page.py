"""What the page of a report says and offers about erasing it."""

from typing import Any

from portal.accounts.access import is_staff, may
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from usage.audience import Audience
from usage.erasure.erased import erased_sentence
from usage.erasure.still_needed import still_needed
from usage.models import Erasure, Report


def erasure_of(report: Report) -> Erasure | None:
    """The newest, declined or not."""
    return report.erasures.select_related("asked_by", "decided_by").last()


def erasure_on_page(*, report: Report, audience: Audience, reader: User) -> dict[str, Any]:
    """`erased` a sentence, empty where the rows are there; `erasure` what was asked, answered, done."""
    found = erasure_of(report)
    asked = found is not None and found.state == Erasure.State.ASKED
    free = report.erased_at is None and not still_needed(report)
    operations = audience.is_staff and is_staff(reader, StaffRole.OPERATIONS)
    asks = not audience.is_staff and may(reader, report.partner, PartnerRole.ADMIN)
    return {
        "erased": erased_sentence(report) if report.erased_at else "",
        "erasure": found,
        "may_erase": free and operations,
        "may_decline": asked and operations,
        "may_ask_erasure": free and asks and not asked,
    }
