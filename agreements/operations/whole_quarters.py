"""Settlement periods change their length between two quarters, where months and quarters both begin."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.models import Agreement, Version
from agreements.operations.operations_on import standing_with
from agreements.operations.over_time import held
from portal.periods import quarter_of, quarter_start
from portal.web import formats


def whole_quarters(agreement: Agreement, version: Version, _in_force: list[Version]) -> None:
    """Raises ValidationError where, with the version, a change of length would cut a period."""
    versions = standing_with(version)
    for change in held(agreement, "period_length", versions)[1:]:
        if change.from_date == quarter_start(change.from_date):
            continue
        begins = next(each for each in versions if each.from_date == change.from_date)
        message = _(
            "Version %(number)s would change the settlement period on %(day)s, in the middle of a quarter. "
            "Let it begin on the first day of a quarter, such as %(next)s, or leave the settlement period "
            "as it is."
        )
        names = {
            "number": begins.number,
            "day": formats.day(change.from_date),
            "next": formats.day(quarter_of(change.from_date).end or change.from_date),
        }
        raise ValidationError(message, "period_cut", names)
