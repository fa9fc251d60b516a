"""Approve a batch: the second pair of eyes, and the posting that takes its payouts out of what is unpaid."""

from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids, require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.balances.models import JournalTransaction
from settlements.balances.post import post
from settlements.balances.soundness.require_sound_books import require_sound_books
from settlements.engine.exact import plain
from settlements.payouts.changed import batch_changed
from settlements.payouts.models import BatchApproval, Payout, PayoutBatch
from settlements.payouts.moved import with_statements
from settlements.payouts.netting import approval_entries
from settlements.payouts.of_batch import locked, payouts_in

PREPARED, APPROVED = PayoutBatch.State.PREPARED, PayoutBatch.State.APPROVED


@transaction.atomic
def approve_batch(*, batch_id: int, by: User, version: int, fingerprint: str) -> PayoutBatch:
    """Exactly one approval completes it; every amount must still be unpaid in full, every account the same.

    Staff of the approver role, never who prepared it, nor their deputy; where two are needed, two people.
    `version` and `fingerprint` are those the approver looked at. Raises Refused: `books_disagree`,
    `own_work`, `not_prepared`, `changed`, `approved_before`.
    """
    require_staff(by, StaffRole.APPROVER)
    require_sound_books()
    found = PayoutBatch.objects.select_related("prepared_by").filter(pk=batch_id).first()
    if found is None:
        raise Http404
    if why := why_own_work(found, by):
        raise Refused("own_work", why)
    row = locked(found)
    if row.state != PREPARED or (row.version, row.fingerprint) != (version, fingerprint):
        raise _lost(row)
    if why := why_approved_before(row, by):
        raise Refused("approved_before", why)
    payouts = payouts_in(row)
    if told := batch_changed(row, payouts):
        raise Refused("changed", " ".join([*told, _("Cancel this batch and prepare anew.")]))
    BatchApproval.objects.create(batch=row, fingerprint=fingerprint, by=by)
    if row.approvals.filter(fingerprint=fingerprint).count() >= row.approvals_needed:
        _complete(row, payouts, by)
    record_event(
        event="batch.approved",
        subject=row.number,
        actor=by,
        details={"fingerprint": fingerprint, "bank_file": row.file_sha256, "state": row.state},
    )
    return row


def why_own_work(batch: PayoutBatch, user: User) -> str:
    """The sentence where the person, or whom they stand in for, prepared it; else empty."""
    if batch.prepared_by_id == user.pk:
        return _("You prepared this batch, so somebody else has to approve it.")
    if batch.prepared_by_id in acting_ids(user, StaffRole.APPROVER):
        sentence = _("%(name)s, for whom you stand in, prepared this batch: somebody else has to approve it.")
        return sentence % {"name": batch.prepared_by}
    return ""


def why_approved_before(batch: PayoutBatch, user: User) -> str:
    """The sentence where the person, or whom they stand in for, is one of its two approvers already."""
    given = batch.approvals.filter(fingerprint=batch.fingerprint, by__in=acting_ids(user, StaffRole.APPROVER))
    return _("You approved this batch already; a second person has to approve it, too.") if given else ""


def _complete(batch: PayoutBatch, payouts: list[Payout], by: User) -> None:
    now = timezone.now()
    # One conditional write decides; reading first and writing after would let two approve.
    won = PayoutBatch.objects.filter(
        pk=batch.pk, state=PREPARED, version=batch.version, fingerprint=batch.fingerprint
    ).update(state=APPROVED, version=F("version") + 1, approved_at=now)
    if not won:
        raise _lost(PayoutBatch.objects.get(pk=batch.pk))
    batch.refresh_from_db()
    for payout in payouts:
        payout.state, payout.version = Payout.State.APPROVED, payout.version + 1
        payout.approved_by, payout.approved_at = by, now
        payout.save(update_fields=["state", "version", "approved_by", "approved_at"])
        post(
            partner=payout.partner,
            cause=JournalTransaction.Cause.PAYOUT_APPROVED,
            subject=payout.number,
            key=f"payout {payout.number} approved",
            currency=payout.currency,
            entries=approval_entries(payout.number, with_statements(payout.items.all())),
            by=by,
        )
    for payout in sorted(payouts, key=lambda payout: payout.partner_id):
        record_event(
            event="payout.approved",
            subject=payout.number,
            actor=by,
            partner=payout.partner,
            details={
                "batch": batch.number,
                "amount": plain(payout.amount),
                "currency": payout.currency,
                "fingerprint": payout.fingerprint,
            },
        )


def _lost(batch: PayoutBatch) -> Refused:
    names = {"number": batch.number, "state": batch.get_state_display()}
    if batch.state in (APPROVED, PayoutBatch.State.EXPORTED):
        names["name"] = batch.approvals.last().by
        return Refused("not_prepared", _("%(name)s approved this batch already.") % names)
    if batch.state != PREPARED:
        sentence = _("%(number)s is “%(state)s”, which does not allow this. Load the page again.")
        return Refused("not_prepared", sentence % names)
    sentence = _("The batch changed since you looked at it. Load the page again and review it.")
    return Refused("changed", sentence)
