"""From which day on what a deployment is may change."""

from datetime import date

from django.utils.translation import gettext as _

from agreements.models import Deployment
from agreements.settled_until import settled_until
from portal.refused import Refused
from portal.web import formats


def first_open_day(deployment: Deployment) -> date:
    """The first of its days that is not settled yet."""
    settled = settled_until(deployment.agreement)
    return max(deployment.from_date, settled) if settled else deployment.from_date


def require_open_day(deployment: Deployment, day: date) -> None:
    """Raises Refused: `settled`, `too_early`, `too_late`."""
    earliest = first_open_day(deployment)
    shown = {"day": formats.day(earliest)}
    if day < earliest:
        if earliest == deployment.from_date:
            raise Refused(
                "too_early", _("It is live from %(day)s on. Choose that day or a later one.") % shown
            )
        sentence = _(
            "Everything before %(day)s is settled, and only a restatement changes it. Choose that day or a "
            "later one."
        )
        raise Refused("settled", sentence % shown)
    if deployment.to_date is not None and day > deployment.to_date:
        ends = {"day": formats.day(deployment.to_date)}
        raise Refused("too_late", _("It is live until %(day)s only. Choose an earlier day.") % ends)
