"""Every event there is, for auditors."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.accounts.access import staff_page
from portal.audit.access import READERS, all_events
from portal.audit.filters import AuditFilters
from portal.audit.tables import AuditTable
from portal.web.listing import list_page


@require_safe
@staff_page(*READERS)
def audit_events(request) -> HttpResponse:
    return list_page(
        request,
        queryset=all_events(request.user),
        table_class=AuditTable,
        filter_class=AuditFilters,
        template="audit/audit_events.html",
        name="audit-trail",
    )
