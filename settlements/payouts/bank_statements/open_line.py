"""A line that waits for a person, under its lock."""

from django.utils.translation import gettext as _

from portal.refused import Refused
from settlements.payouts.bank_statements.models import BankLine


def open_line(line: BankLine) -> BankLine:
    """Its row, read again. A line is locked before any books are. Raises Refused: `wrong_state`."""
    row = BankLine.objects.select_for_update(of=("self",)).select_related("account").get(pk=line.pk)
    if row.state != BankLine.State.UNMATCHED:
        sentence = _("This booking is “%(state)s” and needs nothing more. Load the page again.")
        raise Refused("wrong_state", sentence % {"state": row.get_state_display()})
    return row
