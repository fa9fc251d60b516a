"""Opening balances that wait for a second person, for staff."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats
from settlements.openings.access import waiting_openings
from settlements.openings.models import AgreementOpening
from settlements.openings.why_not import why_not_confirm


def opening_sections(user: User) -> list[Section]:
    """None where nothing waits: most installations move in once. Outsiders: Http404."""
    items = [_opening(each, user) for each in waiting_openings(user)[: SHOWN + 1]]
    if not items:
        return []
    title = _("Opening balances to confirm")
    return [section_of(title, items, "", reverse("staff_agreements"), _("All agreements"))]


def _opening(row: AgreementOpening, user: User) -> ToDo:
    why_not = why_not_confirm(row, user)
    agreement = row.agreement
    until = _("carried over as of %(day)s") % {"day": formats.day(row.carried_date)}
    return ToDo(
        text=f"{agreement.number}: {agreement.title}",
        sub=" · ".join([agreement.partner.name, until]),
        url=reverse("staff_opening", args=[agreement.number]),
        badge=row.get_state_display(),
        kind="warn",
        act=_("Open") if why_not else _("Compare and confirm"),
        why_not=why_not,
    )
