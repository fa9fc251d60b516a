"""Why a batch can no longer be paid as it was prepared, in sentences."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.web import formats
from settlements.balances.read import held_on, owed_of, unpaid_of
from settlements.bank_accounts.usable_account import (
    licensor_account,
    usable_account,
    why_no_licensor_account,
    why_unusable,
)
from settlements.payouts.bank_file import bank_file_sha256
from settlements.payouts.dates import today
from settlements.payouts.fingerprint_of import batch_fingerprint, fingerprint_of
from settlements.payouts.models import Payout, PayoutBatch, PayoutItem
from settlements.payouts.moved import with_statements
from settlements.payouts.reasons import suspended


def batch_changed(batch: PayoutBatch, payouts: list[Payout]) -> list[str]:
    """Nothing where all of it still stands as prepared. Read under the locks of the books to act on it."""
    told = [f"{payout.number}: {why}" for payout in payouts for why in payout_changed(payout)]
    if batch.state == batch.State.PREPARED and batch.pay_date < today():
        sentence = _("The day to pay, %(day)s, is over.")
        told.append(sentence % {"day": formats.day(batch.pay_date)})
    if not told and not _as_shown(batch, payouts):
        told.append(_("What %(number)s pays is not what was prepared.") % {"number": batch.number})
    return told


def payout_changed(payout: Payout) -> list[str]:
    """Amounts that are no longer unpaid in full, an account that may not be paid to, a suspended partner."""
    told = account_changed(payout)
    if why := suspended(payout.partner):
        told.append(why)
    if payout.state == Payout.State.PREPARED:
        for item in with_statements(payout.items.all()):
            told += _item_changed(item, payout.currency)
    return told


def account_changed(payout: Payout) -> list[str]:
    """Sentences where the account paid to, or from, is not the one that stands now."""
    told = []
    whose = {"partner": payout.partner, "currency": payout.currency, "at": timezone.now()}
    account = usable_account(**whose)
    if account is None:
        told.append(why_unusable(**whose))
    elif account.pk != payout.account_id:
        told.append(_("The partner's account for %(currency)s changed.") % {"currency": payout.currency})
    ours = licensor_account(currency=payout.currency)
    if ours is None:
        why = why_no_licensor_account(currency=payout.currency)
        told.append(_("The licensor's own account: %(why)s") % {"why": why})
    elif ours.pk != payout.from_account_id:
        told.append(_("Our own account for %(currency)s changed.") % {"currency": payout.currency})
    return told


def _item_changed(item: PayoutItem, currency: str) -> list[str]:
    number = item.statement.number
    left = unpaid_of(number) if item.amount > 0 else owed_of(number)
    if left >= item.amount.copy_abs():
        return []
    held = held_on(number)
    if not held:
        sentence = _("Of %(statement)s only %(amount)s is still unpaid.")
        return [sentence % {"amount": formats.money(left, currency), "statement": number}]
    sentence = _("%(amount)s of %(statement)s is held for %(reference)s.")
    return [
        sentence
        % {
            "amount": formats.money(each.amount, each.currency),
            "statement": number,
            "reference": each.reference,
        }
        for each in held
    ]


def _as_shown(batch: PayoutBatch, payouts: list[Payout]) -> bool:
    if any(
        fingerprint_of(payout=each, items=with_statements(each.items.all())) != each.fingerprint
        for each in payouts
    ):
        return False
    return (
        bank_file_sha256(batch, payouts) == batch.file_sha256
        and batch_fingerprint(batch, payouts) == batch.fingerprint
    )
