"""A late correction of a settled month: restated, approved by a second person, in the next statement."""

from agreements.models import Agreement
from portal.demo.make_reports import hand_in_correction
from portal.demo.people import staff
from portal.demo.terms import Deal
from portal.demo.wait_for import wait_for
from settlements.runs.restate.approve_restatement import approve_restatement
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.open_restatement import open_restatement
from settlements.runs.restate.request_restatement_approval import request_restatement_approval

HOST = "nusantara"
RESTATED, AFTER = "2026-06", "2026-08"  # its tiers of the year move the months in between too
REASON = (
    "Three days of the largest client were counted one and a half times. The corrected file came after the "
    "month was settled."
)
State = Restatement.State


def make_restatement(*, deals: list[tuple[Deal, Agreement]], label: str) -> None:
    """Once the statements of `AFTER` are issued. Open or go on."""
    if label != AFTER:
        return
    [(deal, agreement)] = [each for each in deals if each[0].host == HOST]
    hand_in_correction(deal=deal, agreement=agreement, label=RESTATED)
    row = Restatement.objects.filter(agreement=agreement, period__label=RESTATED).first()
    if row is None:
        row = open_restatement(agreement=agreement, period_label=RESTATED, reason=REASON, by=staff("finance"))
    wait_for(row, {State.READY, State.REQUESTED, State.ISSUED})
    if row.state == State.READY:
        row = request_restatement_approval(restatement=row, by=staff("finance"))
    if row.state == State.REQUESTED:
        approve_restatement(restatement=row, by=staff("approver"), fingerprint=row.fingerprint)
