"""Hand an approved batch to the bank, as a file."""

import hashlib

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import people_with_role, require_staff
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused
from settlements.balances.soundness.require_sound_books import require_sound_books
from settlements.payouts.bank_file import bank_file_of
from settlements.payouts.changed import account_changed
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Payout, PayoutBatch
from settlements.payouts.of_batch import locked, payouts_in


@transaction.atomic
def export_batch(*, batch: PayoutBatch, by: User) -> bytes:
    """The bank file. From the first time on the payouts are in the bank's hands; again gives the same bytes.

    Staff of the finance or approver role. Raises Refused: `books_disagree`,
    `wrong_state`, `changed`, `other_bytes`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    require_sound_books()
    row = locked(batch)
    payouts, again = payouts_in(row), row.state == row.State.EXPORTED
    if not again:
        require_move(row, row.State.EXPORTED)
        if told := [f"{each.number}: {why}" for each in payouts for why in account_changed(each)]:
            raise Refused("changed", " ".join([*told, _("Cancel this batch and prepare anew.")]))
    content = bank_file_of(row, payouts)
    if hashlib.sha256(content).hexdigest() != row.file_sha256:
        sentence = _(
            "The file is not the one that was approved, so it is not handed out. Cancel %(batch)s and "
            "prepare anew, or ask the bank where it was sent before."
        )
        raise Refused("other_bytes", sentence % {"batch": row.number})
    if not again:
        row.state, row.version = row.State.EXPORTED, row.version + 1
        row.exported_by, row.exported_at = by, timezone.now()
        row.save()
        for payout in payouts:
            payout.state, payout.version = Payout.State.SENT, payout.version + 1
            payout.save(update_fields=["state", "version"])
            _tell_partner(payout)
    record_event(
        event="batch.exported",
        subject=row.number,
        actor=by,
        details={"bank_file": row.file_sha256, "again": again, "payouts": [each.number for each in payouts]},
    )
    return content


def _tell_partner(payout: Payout) -> None:
    notify(
        people=people_with_role(payout.partner, PartnerRole.FINANCE),
        kind="payout_sent",
        context={"payout": payout},
        link=reverse("payout_advice", args=[payout.number]),
        partner=payout.partner,
    )
