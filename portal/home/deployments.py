"""Deployments that wait for an answer, for staff and for a partner."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.deployments.access import waiting_for_licensor, waiting_for_partner
from agreements.deployments.acts import deployment_acts
from agreements.deployments.lifecycle import KINDS
from agreements.models import Deployment
from agreements.registers.sides import STAFF
from portal.accounts.access import is_staff
from portal.accounts.models import Partner, User
from portal.home.to_do import SHOWN, Section, ToDo, section_of


def deployment_sections(user: User) -> list[Section]:
    """For staff who keep the register; none for others."""
    if not is_staff(user, *STAFF):
        return []
    items = [_deployment(each, user, staff=True) for each in waiting_for_licensor(user)[: SHOWN + 1]]
    nothing = _("No deployment waits for an answer.")
    agreements = (reverse("staff_agreements"), _("All agreements"))
    return [section_of(_("Deployments to answer"), items, nothing, *agreements)]


def partner_deployments(user: User, partner: Partner) -> list[ToDo]:
    """What the licensor proposes or contests."""
    return [_deployment(each, user, staff=False) for each in waiting_for_partner(user, partner)[:SHOWN]]


def _deployment(row: Deployment, user: User, *, staff: bool) -> ToDo:
    act = deployment_acts(row, user, staff=staff)["approve"]
    facts = [row.agreement.number, row.agreement.title]
    return ToDo(
        text=_("Deployment %(code)s") % {"code": row.code},
        sub=" · ".join([row.partner.name, *facts] if staff else facts),
        url=reverse("staff_deployment" if staff else "deployment", args=[row.agreement.number, row.pk]),
        badge=row.get_state_display(),
        kind=KINDS[row.state],
        act=_("Approve or refuse") if act.may else _("Open"),
        why_not=act.why_not if act.fits else "",
    )
