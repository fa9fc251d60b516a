"""Corrections that wait for a second person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats
from settlements.corrections.access import proposed_corrections
from settlements.corrections.models import Correction
from settlements.corrections.tables import STATE_KINDS
from settlements.corrections.who import why_not_decide


def correction_sections(user: User) -> list[Section]:
    """For staff who may see amounts. Outsiders: Http404."""
    items = [_item(each, user) for each in proposed_corrections(user)[: SHOWN + 1]]
    nothing = _("No correction waits for approval.")
    return [
        section_of(_("Corrections to approve"), items, nothing, reverse("corrections"), _("All corrections"))
    ]


def _item(correction: Correction, user: User) -> ToDo:
    why_not = why_not_decide(correction, user)
    return ToDo(
        text=f"{correction.number}: {formats.money(correction.amount, correction.currency)}",
        sub=f"{correction.partner.name} · {correction.statement.number}",
        url=reverse("staff_correction", args=[correction.number]),
        badge=correction.get_state_display(),
        kind=STATE_KINDS[correction.state],
        act=_("Open") if why_not else _("Review and approve"),
        why_not=why_not,
    )
