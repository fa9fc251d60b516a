"""A deputy stops before the last day, or never begins."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Deputy, User
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.partners.people_rules import decides, lock_team, require_decider, roles_of_kind
from portal.refused import Refused


def may_end(by: User, deputy: Deputy) -> bool:
    """The two people themselves, or who decides about the team."""
    return by.pk in {deputy.principal_id, deputy.deputy_id} or decides(by, deputy.partner)


@transaction.atomic
def end_deputy(*, by: User, deputy: Deputy) -> Deputy:
    """From the next request on. Raises Refused: `ended_already`."""
    if not may_end(by, deputy):
        require_decider(by, deputy.partner)
    lock_team(deputy.partner)
    if not Deputy.objects.filter(pk=deputy.pk, ended_at=None).update(ended_at=timezone.now()):
        raise Refused("ended_already", _("This deputy was ended already."))
    row = Deputy.objects.select_related("partner", "principal", "deputy").get(pk=deputy.pk)
    context = {
        "organisation": row.partner.name if row.partner else "",
        "role": roles_of_kind(row.partner)(row.role).label,
        "principal": row.principal.name,
        "deputy": row.deputy.name,
        "by": by.name,
    }
    notify(
        people=[each for each in (row.deputy, row.principal) if each.pk != by.pk],
        kind="deputy_ended",
        context=context,
        link=reverse("team" if row.partner else "staff_team"),
        partner=row.partner,
    )
    record_event(
        event="deputy.ended",
        subject=row.deputy.email[:80],
        actor=by,
        partner=row.partner,
        details={"deputy": row.pk, "role": row.role, "principal": row.principal.email},
    )
    return row
