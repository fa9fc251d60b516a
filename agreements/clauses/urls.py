"""The editor of clauses, for staff. A partner's twin needs only its own door."""

from django.urls import path
from django.views.decorators.http import require_http_methods

from agreements.audience import STAFF
from agreements.clauses import views
from agreements.who_writes import STAFF as WRITERS
from portal.accounts.access import staff_page

_CLAUSES = "staff/agreements/<agreement_number:number>/versions/<int:version>/clauses/"


def _staff(view):
    asks = require_http_methods(["GET", "HEAD", "POST"])

    def page(request, *args, **kwargs):
        return view(request, STAFF, *args, **kwargs)

    return asks(staff_page(*WRITERS)(page))


urlpatterns = [
    path(_CLAUSES, _staff(views.edit_clauses), name="staff_edit_clauses"),
    path(f"{_CLAUSES}new/", _staff(views.add_clause), name="staff_add_clause"),
    path(f"{_CLAUSES}<int:clause>/", _staff(views.edit_clause), name="staff_edit_clause"),
    path(f"{_CLAUSES}<int:clause>/remove/", _staff(views.remove_clause), name="staff_remove_clause"),
]
