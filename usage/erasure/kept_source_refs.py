"""Where the hashed numbers of erased rows lie that a new report must not repeat."""

from usage.erasure.finish_erasure import finish_erasure
from usage.models import Erasure, Report
from usage.older_reports import older_reports


def kept_source_refs(report: Report) -> list[str]:
    """Names in storage, of the erased reports that count beside this one.

    One whose erasure is still under way is finished first: its hashes may not be written yet.
    """
    same = {"agreement_id": report.agreement_id, "reporter": report.reporter, "counter": report.counter}
    beside = Report.objects.filter(**same, state=Report.State.SUBMITTED, erased_at__isnull=False)
    beside = beside.exclude(pk__in=[report.pk, *older_reports(report)])
    erasures = Erasure.objects.filter(report__in=beside).exclude(state=Erasure.State.DECLINED)
    for pk in erasures.filter(state=Erasure.State.ERASING).values_list("pk", flat=True):
        finish_erasure(erasure_id=pk)
    return list(erasures.exclude(source_refs="").order_by("pk").values_list("source_refs", flat=True))
