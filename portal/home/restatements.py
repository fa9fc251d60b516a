"""Restatements that wait, on the staff's front page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Version
from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats
from settlements.runs.restate.access import staff_restatements
from settlements.runs.restate.acts import restatement_acts
from settlements.runs.restate.dated_back import DatedBack, dated_back
from settlements.runs.restate.lifecycle import LIVE
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.page import STATE_KINDS


def restatement_sections(user: User) -> list[Section]:
    """Up to two sections, none where nothing waits: restating is rare."""
    rows = staff_restatements(user).filter(state__in=LIVE)
    items = [_item(row, user) for row in rows[: SHOWN + 1]]
    begun = {row.agreement_id for row in rows}
    back = [_back(each, user) for each in dated_back(user) if each.agreement.pk not in begun]
    page = (reverse("restatements"), _("All restatements"))
    found = ((_("Restatements"), items), (_("Agreed for settled days, to be restated"), back[: SHOWN + 1]))
    return [section_of(title, rows, "", *page) for title, rows in found if rows]


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


def _back(each: DatedBack, user: User) -> ToDo:
    number, what = each.agreement.number, each.what
    if isinstance(what, Version):
        told = _("version %(number)s") % {"number": what.number}
    else:
        told = what.title or what.code
    since = _("%(what)s counts from %(day)s") % {"what": told, "day": formats.day(what.from_date)}
    return ToDo(
        text=_("%(number)s, %(period)s") % {"number": number, "period": formats.period(each.period.label)},
        sub=f"{each.agreement.partner.name} · {since}",
        url=reverse("open_restatement", args=[number, each.period.label]),
        badge=_("Not restated"),
        kind="warn",
        act=_("Restate"),
        why_not="" if is_staff(user, StaffRole.FINANCE) else needed_roles([StaffRole.FINANCE]),
    )
