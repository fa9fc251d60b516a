"""The pages of erasing: a partner's administrator asks, staff of operations carry out or decline."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agreements.rows import posted
from portal.accounts.access import is_staff, may, needed_roles, reauthenticated
from portal.accounts.roles import PartnerRole, StaffRole
from portal.web.act_page import ReasonForm, act_page
from usage.audience import Audience
from usage.erasure import ask_erasure as asking
from usage.erasure import decline_erasure as declining
from usage.erasure import erase_report as erasing
from usage.erasure.erasure_on_page import erasure_of
from usage.erasure.still_needed import still_needed
from usage.models import Report

acts = require_http_methods(["GET", "HEAD", "POST"])


class AnswerForm(ReasonForm):
    """Why it is declined."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = gettext_lazy("Answer to the partner")


@acts
def ask_erasure(request, audience: Audience, report_id: int) -> HttpResponse:
    row = audience.report(request.user, report_id)
    if not may(request.user, row.partner, PartnerRole.ADMIN):
        raise PermissionDenied(needed_roles([PartnerRole.ADMIN]))
    return _page(
        request,
        audience,
        row,
        title=_("Ask for the erasure of report %(number)s"),
        action=_("Ask for it"),
        text=_("The licensor is told, and carries it out or says why not."),
        act=lambda reason: asking.ask_erasure(report=row, by=request.user, reason=reason),
        done=_("Asked for; the licensor answers on the report’s page."),
    )


@acts
@reauthenticated
def erase_report(request, audience: Audience, report_id: int) -> HttpResponse:
    row = _for_operations(request, audience, report_id)
    return _page(
        request,
        audience,
        row,
        title=_("Erase the file and the rows of report %(number)s?"),
        action=_("Erase them for good"),
        text=_("Nobody can bring them back, nor can we."),
        act=lambda reason: erasing.erase_report(report=row, by=request.user, reason=reason),
        done=_("Erased: nobody reads the file and its rows any more."),
        danger=True,
    )


@acts
def decline_erasure(request, audience: Audience, report_id: int) -> HttpResponse:
    row = _for_operations(request, audience, report_id)
    return act_page(
        request,
        title=_("Keep the rows of report %(number)s") % {"number": row.pk},
        action=_("Decline"),
        text=_("The partner reads your answer on the report’s page."),
        form=AnswerForm(posted(request)),
        act=lambda reason: declining.decline_erasure(report=row, by=request.user, answer=reason),
        done=_("Declined; the partner reads why."),
        **_frame(audience, row),
    )


def _for_operations(request, audience: Audience, report_id: int) -> Report:
    row = audience.report(request.user, report_id)
    if not is_staff(request.user, StaffRole.OPERATIONS):
        raise PermissionDenied(needed_roles([StaffRole.OPERATIONS]))
    return row


def _page(request, audience: Audience, row: Report, *, title: str, **asked) -> HttpResponse:
    """Says what goes and what stays before it asks for the reason."""
    frame = _frame(audience, row)
    frame["extra"] |= {"report": row, "needed": still_needed(row), "erasure": erasure_of(row)}
    return act_page(
        request,
        title=title % {"number": row.pk},
        form=ReasonForm(posted(request)),
        template="usage/erase_report.html",
        **asked,
        **frame,
    )


def _frame(audience: Audience, row: Report) -> dict:
    back = audience.url("report", row.pk)
    crumbs = [(audience.url("reports"), _("Reports")), (back, row.file.name)]
    return {"back": back, "crumbs": crumbs, "extra": audience.context()}
