"""The reports that a new one takes the place of."""

from usage.models import Report


def older_reports(report: Report) -> list[int]:
    """Ids, nearest first: the one it names, the one which that one names, and so on to the first."""
    found: list[int] = []
    named = report.replaces_id
    while named is not None:
        found.append(named)
        named = Report.objects.values_list("replaces_id", flat=True).get(pk=named)
    return found
