"""Restatements that wait, on the staff's front page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats
from settlements.runs.restate.access import staff_restatements
from settlements.runs.restate.acts import restatement_acts
from settlements.runs.restate.lifecycle import LIVE
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.page import STATE_KINDS


def restatement_sections(user: User) -> list[Section]:
    """One section, or none where nothing waits: restating is rare."""
    rows = staff_restatements(user).filter(state__in=LIVE)
    items = [_item(row, user) for row in rows[: SHOWN + 1]]
    if not items:
        return []
    return [section_of(_("Restatements"), items, "", reverse("restatements"), _("All restatements"))]


def _item(row: Restatement, user: User) -> ToDo:
    approve = restatement_acts(row, user)["approve_restatement"]
    return ToDo(
        text=_("%(number)s, %(period)s")
        % {"number": row.agreement.number, "period": formats.period(row.period.label)},
        sub=row.partner.name,
        url=reverse("restatement", args=[row.pk]),
        badge=row.get_state_display(),
        kind=STATE_KINDS[row.state],
        act=_("Review and approve") if approve.may else _("Open"),
        why_not=approve.why_not if approve.fits else "",
    )
