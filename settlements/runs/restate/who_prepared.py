"""Who may not approve a restatement, since they had a part in it."""

from django.db.models import Q
from django.utils.translation import gettext as _

from portal.accounts.access import stands_in_for
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from settlements.fx.rates_for import manual_rates
from settlements.runs.restate.models import Restatement
from usage.models import Report


def who_prepared(restatement: Restatement, user: User) -> str:
    """The sentence that says what part the person, or whoever they stand in for, had; else empty."""
    if why := _part_in(restatement, {user.pk}):
        return why
    principals = stands_in_for(user, StaffRole.APPROVER)
    if principals and _part_in(restatement, principals):
        return _(
            "You stand in for somebody who prepared this restatement, so somebody else has to approve it."
        )
    return ""


def _part_in(restatement: Restatement, people: set[int]) -> str:
    if restatement.opened_by_id in people:
        return _("You opened this restatement, so somebody else has to approve it.")
    if restatement.requested_by_id in people:
        return _("You asked for its approval, so somebody else has to approve it.")
    if restatement.contained.filter(said_by__in=people).exists():
        return _("You said which outcomes its figures contain, so somebody else has to approve it.")
    reports = Report.objects.filter(pk__in=restatement.periods.values("reports"))
    if reports.filter(Q(uploaded_by__in=people) | Q(submitted_by__in=people)).exists():
        return _("You handed in figures it takes in, so somebody else has to approve it.")
    for row in restatement.periods.select_related("period").only("period"):
        rates = manual_rates(from_date=row.period.from_date, to_date=row.period.to_date)
        if rates.filter(entered_by__in=people).exists():
            return _(
                "You entered an exchange rate for one of its periods, so somebody else has to approve it."
            )
    return ""
