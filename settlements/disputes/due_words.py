"""When something is due in a dispute, and who has to act, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web import formats
from settlements.disputes.clock import Clock, Duty
from settlements.disputes.clock_of import day_there
from settlements.disputes.escalate_dispute import goes_further
from settlements.disputes.expire_dispute import expires
from settlements.disputes.models import Dispute, Side
from settlements.disputes.working_days import Calendar


def due_words(dispute: Dispute, calendar: Calendar) -> str:
    """“due in 2 working days”, “1 working day late”; empty where nothing is due."""
    due, today = dispute.due_date, day_there(dispute)
    if due is None:
        return ""
    if due == today:
        return _("due today")
    if due < today:
        # A weekend after the last day is late, too.
        return _late(max(calendar.between(due, today), 1))
    if dispute.state == Dispute.State.ASKED:
        return _in_days((due - today).days)
    return _in_working_days(calendar.between(today, due))


def clock_sentence(dispute: Dispute, found: Clock) -> str:
    """Who has to do what by when; empty where nobody has to."""
    if found.due_date is None:
        return ""
    names = {"partner": dispute.partner.name, "day": formats.day(found.due_date)}
    sentences = _missed() if found.due_date < day_there(dispute) else _ahead()
    return sentences[(found.duty, found.side)] % names


def stopped_sentence(dispute: Dispute, found: Clock) -> str:
    """Since when the licensor's clock stands still; empty where it runs."""
    if found.stopped_since is None:
        return ""
    at = formats.instant(found.stopped_since, dispute.agreement.time_zone)
    return _("The licensor’s clock stands still since %(at)s, until the information is given.") % {"at": at}


def end_sentence(dispute: Dispute, found: Clock) -> str:
    """What happens when the day is missed; empty where nothing is due, or nothing follows."""
    if found.due_date is None:
        return ""
    if expires(dispute):
        return _("If nothing is given by then, the dispute expires, and the statement stands as issued.")
    return _("After that day either side may escalate the dispute.") if goes_further(dispute) else ""


def _ahead() -> dict[tuple[str, str], str]:
    return {
        (Duty.ACKNOWLEDGE, Side.LICENSOR): _("The licensor acknowledges the dispute by %(day)s."),
        (Duty.ACKNOWLEDGE, Side.PARTNER): _("%(partner)s acknowledges the dispute by %(day)s."),
        (Duty.PROPOSE, Side.LICENSOR): _("The licensor proposes an outcome by %(day)s."),
        (Duty.INFORM, Side.PARTNER): _("%(partner)s gives the information asked for by %(day)s."),
        (Duty.DECIDE, Side.PARTNER): _(
            "A signatory of %(partner)s accepts or refuses the proposal by %(day)s."
        ),
    }


def _missed() -> dict[tuple[str, str], str]:
    return {
        (Duty.ACKNOWLEDGE, Side.LICENSOR): _("The licensor had to acknowledge the dispute by %(day)s."),
        (Duty.ACKNOWLEDGE, Side.PARTNER): _("%(partner)s had to acknowledge the dispute by %(day)s."),
        (Duty.PROPOSE, Side.LICENSOR): _("The licensor had to propose an outcome by %(day)s."),
        (Duty.INFORM, Side.PARTNER): _("%(partner)s had to give the information asked for by %(day)s."),
        (Duty.DECIDE, Side.PARTNER): _(
            "A signatory of %(partner)s had to accept or refuse the proposal by %(day)s."
        ),
    }


def _late(days: int) -> str:
    sentence = ngettext("%(number)s working day late", "%(number)s working days late", days)
    return sentence % {"number": formats.exact(days)}


def _in_working_days(days: int) -> str:
    sentence = ngettext("due in %(number)s working day", "due in %(number)s working days", days)
    return sentence % {"number": formats.exact(days)}


def _in_days(days: int) -> str:
    return ngettext("due in %(number)s day", "due in %(number)s days", days) % {"number": formats.exact(days)}
