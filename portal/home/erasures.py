"""Erasures of usage that partners ask for."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import is_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.web import formats
from usage.erasure.access import erasures_asked


def erasure_sections(user: User) -> list[Section]:
    """For operations, who carry them out or decline; none for others."""
    if not is_staff(user, StaffRole.OPERATIONS):
        return []
    items = [
        ToDo(
            text=each.report.file.name,
            sub=f"{each.partner.name} · {formats.period(each.report.period.label)}",
            url=reverse("staff_report", args=[each.report_id]),
            badge=each.get_state_display(),
            kind="warn",
            act=_("Decide"),
        )
        for each in erasures_asked(user)[: SHOWN + 1]
    ]
    nothing = _("No partner asks for the erasure of usage.")
    reports = (reverse("staff_reports"), _("All reports"))
    return [section_of(_("Erasures asked for"), items, nothing, *reports)]
