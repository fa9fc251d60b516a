"""Who handed a file in hears what its check found: they need not wait for it."""

from django.urls import reverse

from agreements.models import Agreement
from portal.notices.notify import notify
from usage.models import Report


def tell_uploader(*, report: Report, own_fault: bool = False) -> None:
    """In the transaction that keeps the verdict. `own_fault`: the check failed, not the file."""
    ours = report.reporter == Agreement.Party.LICENSOR
    notify(
        people=[report.uploaded_by],
        kind="report_refused" if report.state == Report.State.REFUSED else "report_checked",
        context={
            "file": report.file.name,
            "agreement": report.agreement.number,
            "period": report.period.label,
            "accepted": report.accepted,
            "rejected": report.rejected,
            "own_fault": own_fault,
        },
        link=reverse("staff_report" if ours else "report", args=[report.pk]),
        partner=report.partner,
    )
