"""The licensor's days off, for staff."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.access import is_staff, needed_roles, staff_page
from portal.web import formats
from portal.web.act import Act
from portal.web.act_page import ReasonForm, act_page
from settlements.disputes import add_day_off as adding
from settlements.disputes import remove_day_off as removing
from settlements.disputes.access import staff_days_off
from settlements.disputes.add_day_off import SETS
from settlements.disputes.clock_forms import DayOffForm
from settlements.payouts.dates import today
from settlements.statements.access import READERS


@require_safe
@staff_page(*READERS)
def days_off(request) -> HttpResponse:
    rows, day = list(staff_days_off(request.user)), today()
    why_not = "" if is_staff(request.user, *SETS) else needed_roles(SETS)
    shown = {
        "ahead": [row for row in rows if row.day_date >= day],
        "over": [row for row in reversed(rows) if row.day_date < day],
        "act": Act(True, why_not),
    }
    return render(request, "settlements/disputes/days_off.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*SETS)
def add_day_off(request) -> HttpResponse:
    back = reverse("days_off")
    return act_page(
        request,
        title=_("Add a day off"),
        action=_("Add the day"),
        text=_("What is due in a dispute is due a working day later where that day lies before."),
        form=DayOffForm(request.POST if request.method == "POST" else None),
        act=partial(adding.add_day_off, by=request.user),
        done=_("Added. What is due moved with it."),
        back=back,
        crumbs=[(back, _("Days off"))],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*SETS)
def remove_day_off(request, day_off: int) -> HttpResponse:
    found = get_object_or_404(staff_days_off(request.user), pk=day_off)
    back = reverse("days_off")
    if request.method != "POST" and found.day_date < today():
        return redirect(back)
    return act_page(
        request,
        title=_("Take %(day)s back") % {"day": formats.day(found.day_date)},
        action=_("Take the day off back"),
        text=_("It is worked then. What is due in a dispute may be due a working day earlier."),
        form=ReasonForm(request.POST if request.method == "POST" else None),
        act=partial(removing.remove_day_off, by=request.user, day_off=found),
        done=_("Taken back. What is due moved with it."),
        back=back,
        danger=True,
        crumbs=[(back, _("Days off"))],
    )
