"""Approve a payout: the second pair of eyes, and the posting that takes it out of what is unpaid."""

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
from portal.web import formats
from settlements.balances.lock_books import lock_books
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import post
from settlements.balances.read import held_on, unpaid_of
from settlements.balances.soundness.require_sound_books import require_sound_books
from settlements.engine.exact import plain
from settlements.payouts.fingerprint_of import fingerprint_of
from settlements.payouts.models import Payout, PayoutItem
from settlements.payouts.moved import amounts_of, moved, with_statements
from settlements.payouts.reasons import suspended


@transaction.atomic
def approve_payout(*, payout_id: int, by: User, version: int, fingerprint: str) -> Payout:
    """Exactly one approval wins; every amount must still be unpaid in full.

    Staff of the approver role, never who prepared it, nor their deputy. `version` and `fingerprint` are
    those the approver looked at. Raises Refused: `books_disagree`,
    `own_work`, `not_prepared`, `changed`, `suspended`.
    """
    require_staff(by, StaffRole.APPROVER)
    row = Payout.objects.select_related("partner", "prepared_by", "approved_by").filter(pk=payout_id).first()
    if row is None:
        raise Http404
    require_sound_books()
    own = acting_ids(by, StaffRole.APPROVER)
    if why := why_own_work(row, by):
        raise Refused("own_work", why)
    lock_books(partner=row.partner)
    # One conditional write decides; reading first and writing after would let two approve.
    won = (
        Payout.objects.filter(
            pk=row.pk, state=Payout.State.PREPARED, version=version, fingerprint=fingerprint
        )
        .exclude(prepared_by__in=own)
        .update(
            state=Payout.State.APPROVED,
            version=F("version") + 1,
            approved_by=by,
            approved_at=timezone.now(),
        )
    )
    row.refresh_from_db()
    if not won:
        raise _lost(row)
    # Read again under the lock of the books, which suspending takes too.
    if why := suspended(row.partner):
        raise Refused("suspended", why)
    items = with_statements(row.items.all())
    _require_as_shown(row, items)
    post(
        partner=row.partner,
        cause=JournalTransaction.Cause.PAYOUT_APPROVED,
        subject=row.number,
        key=f"payout {row.number} approved",
        currency=row.currency,
        entries=moved(row.number, amounts_of(items), debit=Account.PAYABLE, credit=Account.IN_TRANSIT),
        by=by,
    )
    record_event(
        event="payout.approved",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"amount": plain(row.amount), "currency": row.currency, "fingerprint": fingerprint},
    )
    return row


def why_own_work(payout: Payout, user: User) -> str:
    """The sentence where the person, or whom they stand in for, prepared it; else empty."""
    if payout.prepared_by_id == user.pk:
        return _("You prepared this payout, so somebody else has to approve it.")
    if payout.prepared_by_id in acting_ids(user, StaffRole.APPROVER):
        sentence = _(
            "%(name)s, for whom you stand in, prepared this payout: somebody else has to approve it."
        )
        return sentence % {"name": payout.prepared_by}
    return ""


def changed_since_prepared(items: list[PayoutItem]) -> list[str]:
    """A sentence for each amount that is no longer unpaid in full."""
    told = []
    for item in items:
        number, currency = item.statement.number, item.payout.currency
        left = unpaid_of(number)
        if left >= item.amount:
            continue
        for held in held_on(number):
            sentence = _("%(amount)s of %(statement)s is held for %(reference)s.")
            amount = formats.money(held.amount, held.currency)
            told.append(sentence % {"amount": amount, "statement": number, "reference": held.reference})
        if not held_on(number):
            sentence = _("Of %(statement)s only %(amount)s is still unpaid.")
            told.append(sentence % {"amount": formats.money(left, currency), "statement": number})
    return told


def _require_as_shown(payout: Payout, items: list[PayoutItem]) -> None:
    if fingerprint_of(payout=payout, items=items) != payout.fingerprint:
        sentence = _("What %(number)s pays is not what was prepared. Cancel it and prepare anew.")
        raise Refused("changed", sentence % {"number": payout.number})
    if told := changed_since_prepared(items):
        told.append(_("Cancel this payout and prepare anew."))
        raise Refused("changed", " ".join(told))


def _lost(payout: Payout) -> Refused:
    if payout.state in (payout.State.APPROVED, payout.State.PAID):
        sentence = _("%(name)s approved this payout already.")
        return Refused("not_prepared", sentence % {"name": payout.approved_by})
    if payout.state != payout.State.PREPARED:
        sentence = _("%(number)s is “%(state)s”, which does not allow this. Load the page again.")
        names = {"number": payout.number, "state": payout.get_state_display()}
        return Refused("not_prepared", sentence % names)
    sentence = _("The payout changed since you looked at it. Load the page again and review it.")
    return Refused("changed", sentence)
