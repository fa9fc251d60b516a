"""A report was checked, submitted or taken back: what its period would come to now."""

from settlements.runs.estimates.make_estimate import make_estimate
from usage.models import Report


def estimate_report(*, report_id: int) -> None:
    """Counter-figures settle nothing, so they change no estimate."""
    rows = Report.objects.filter(pk=report_id, counter=False)
    for agreement_id, label in rows.values_list("agreement_id", "period__label"):
        make_estimate(agreement_id=agreement_id, label=label)
