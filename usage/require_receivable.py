"""Whether a report's file may be handed in: asked before the first byte is sent, and again with the last."""

from django.conf import settings
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.models import User
from portal.refused import Refused
from portal.web import formats
from usage.access import require_reporter
from usage.models import Report
from usage.periods.open_period import days_of

GONE = (Report.State.REFUSED, Report.State.WITHDRAWN, Report.State.REPLACED)


def require_receivable(
    *,
    by: User,
    agreement: Agreement,
    label: str,
    reporter: str,
    size: int,
    replaces: Report | None,
    counter: bool = False,
) -> None:
    """Raises Refused: `not_in_force`, `bad_period`, `file_too_large`, `not_replaceable`; and Http404,
    PermissionDenied for those who do not report.
    """
    first_day = days_of(agreement=agreement, label=label).start
    require_reporter(by, agreement, reporter, first_day, counter=counter)
    _require_in_force(agreement)
    _require_size(size)
    _require_replaceable(replaces, agreement, label, reporter, counter)


def _require_in_force(agreement: Agreement) -> None:
    if agreement.state == Agreement.State.DRAFT:
        sentence = _("Agreement %(number)s is not in force yet. Upload again once its terms are approved.")
        raise Refused("not_in_force", sentence % {"number": agreement.number})


def _require_size(size: int) -> None:
    if size > settings.USAGE_MAX_BYTES:
        sentence = _(
            "The file has %(size)s; at most %(limit)s are taken. Split it into several reports: they add up."
        )
        sizes = {"size": formats.filesize(size), "limit": formats.filesize(settings.USAGE_MAX_BYTES)}
        raise Refused("file_too_large", sentence % sizes)


def _require_replaceable(
    old: Report | None, agreement: Agreement, label: str, reporter: str, counter: bool
) -> None:
    if old is None:
        return
    asked = (agreement.pk, label, reporter, counter)
    belongs = (old.agreement_id, old.period.label, old.reporter, old.counter) == asked
    counts = old.state in (Report.State.CHECKED, Report.State.SUBMITTED, Report.State.LATE)
    if not (belongs and counts):
        sentence = _("Report %(number)s cannot be replaced here. Upload the file as a report of its own.")
        raise Refused("not_replaceable", sentence % {"number": old.pk})
    taken = old.replacements.exclude(state__in=GONE).first()
    if taken is not None:
        sentence = _(
            "Report %(number)s is already being replaced by report %(other)s. Withdraw that one first."
        )
        raise Refused("not_replaceable", sentence % {"number": old.pk, "other": taken.pk})
