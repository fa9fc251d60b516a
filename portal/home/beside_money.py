"""Overdue obligations and open incidents, for staff and for a partner."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.both_sides import READERS
from agreements.incidents.access import live_incidents_of, staff_live_incidents
from agreements.incidents.incident_page import SEVERITY_KINDS
from agreements.models import Agreement, Incident, ObligationDue
from agreements.obligations.access import open_dues_of, staff_open_dues
from agreements.obligations.attest_obligation import why_not_attest
from agreements.obligations.overdue import overdue_now
from portal.accounts.access import is_staff
from portal.accounts.models import Partner, User
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats


def beside_money_sections(user: User) -> list[Section]:
    """For staff who read what agreements say beside money; none for others."""
    if not is_staff(user, *READERS):
        return []
    agreements = (reverse("staff_agreements"), _("All agreements"))
    dues = [_due(each, user, staff=True) for each in overdue_now(staff_open_dues(user), SHOWN + 1)]
    live = [_incident(each, staff=True) for each in staff_live_incidents(user)[: SHOWN + 1]]
    return [
        section_of(_("Overdue obligations"), dues, _("No obligation is overdue."), *agreements),
        section_of(_("Open incidents"), live, _("No incident is open."), *agreements),
    ]


def partner_beside_money(user: User, partner: Partner) -> list[ToDo]:
    """Open incidents, then overdue obligations of both parties."""
    return [
        *(_incident(each, staff=False) for each in live_incidents_of(user, partner)[:SHOWN]),
        *(_due(each, user, staff=False) for each in overdue_now(open_dues_of(user, partner), SHOWN)),
    ]


def _due(due: ObligationDue, user: User, *, staff: bool) -> ToDo:
    agreement, obligation = due.agreement, due.obligation
    ours = obligation.party == Agreement.Party.LICENSOR
    bound = _("the licensor") if ours else agreement.partner.name
    facts = [agreement.number, bound, _("due on %(day)s") % {"day": formats.day(due.due_date)}]
    own = staff == ours
    why_not = why_not_attest(due, user) if own else ""
    return ToDo(
        text=obligation.title,
        sub=" · ".join(facts),
        url=reverse("staff_obligation" if staff else "obligation", args=[agreement.number, due.pk]),
        badge=pgettext("obligation", "Overdue"),
        kind="bad",
        act=_("Attest") if own and not why_not else _("Open"),
        why_not=why_not,
    )


def _incident(incident: Incident, *, staff: bool) -> ToDo:
    agreement = incident.agreement
    facts = [agreement.number, incident.get_kind_display(), incident.get_state_display()]
    return ToDo(
        text=f"{incident.number}: {incident.title}",
        sub=" · ".join([agreement.partner.name, *facts] if staff else facts),
        url=reverse("staff_incident" if staff else "incident", args=[agreement.number, incident.number]),
        badge=incident.get_severity_display(),
        kind=SEVERITY_KINDS[incident.severity],
        act=_("Open"),
    )
