"""What is said where the rows of a report are wanted and are no longer kept."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from portal.refused import Refused
from portal.web import formats
from usage.models import Report


def erased_on(report: Report) -> str:
    """The day, in the agreement's time zone, for people; empty where nothing was erased."""
    if report.erased_at is None:
        return ""
    return formats.day(report.erased_at.astimezone(ZoneInfo(report.agreement.time_zone)).date())


def erased_sentence(report: Report) -> str:
    sentence = _(
        "Source rows erased on %(day)s: the file “%(name)s” and its rows are no longer kept. Sums, counts "
        "and the file’s SHA-256 stay."
    )
    return sentence % {"day": erased_on(report), "name": report.file.name}


def require_rows(reports: Iterable[Report]) -> None:
    """Raises Refused `rows_erased` where the rows of one are gone, so that nothing can be summed anew."""
    for report in reports:
        if report.erased_at is not None:
            sentence = _(
                "The rows of report %(number)s for %(period)s were erased on %(day)s, so they cannot be "
                "summed for other terms. What was settled stays as it is."
            )
            names = {
                "number": report.pk,
                "period": formats.period(report.period.label),
                "day": erased_on(report),
            }
            raise Refused("rows_erased", sentence % names)
