"""The check of the books: what it last found, every check before, and one to be made now."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.access import is_staff, needed_roles, staff_page
from portal.accounts.roles import READERS
from portal.web.listing import list_page
from settlements.balances.access import staff_checks
from settlements.balances.soundness import ask_check as asking
from settlements.balances.soundness.standing_faults import standing_faults
from settlements.balances.soundness.tables import CheckFilters, CheckTable

# The timetable checks every hour.
TOO_OLD = timedelta(hours=2)


@require_safe
@staff_page(*READERS)
def books(request) -> HttpResponse:
    checks = staff_checks(request.user)
    newest = checks.first()
    extra = {
        "newest": newest,
        "faults": standing_faults(),
        "too_old": newest is not None and newest.as_of < timezone.now() - TOO_OLD,
        "why_not": "" if is_staff(request.user, *asking.ROLES) else needed_roles(asking.ROLES),
    }
    return list_page(
        request,
        queryset=checks,
        table_class=CheckTable,
        filter_class=CheckFilters,
        template="settlements/balances/books.html",
        name="checks-of-the-books",
        extra=extra,
    )


@require_POST
@staff_page(*asking.ROLES)
def check_books(request) -> HttpResponse:
    asking.ask_check(by=request.user)
    messages.success(request, _("The books are being checked. Load this page again to see what was found."))
    return redirect("books")
