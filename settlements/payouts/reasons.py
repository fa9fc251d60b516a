"""Why a partner is not paid, or not asked to pay, in words."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import Partner
from portal.web import formats
from settlements.bank_accounts.usable_account import why_no_licensor_account, why_unusable
from settlements.payouts.models import Payout, Remittance
from settlements.payouts.positions import PAYABLE, Position
from settlements.payouts.sums import total_of


def reasons_of(position: Position) -> list[str]:
    """Sentences for both sides: what is on its way, due later, held, carried; some where nothing is ready."""
    told = [_running(each) for each in position.running]
    told += later_told(position)
    told += [_held(position, each) for each in position.held]
    if position.free and (why := suspended(position.partner)):
        told.append(why)
    if position.free and (why := no_account(position)):
        told.append(why)
    if position.carried:
        told.append(_carried(position))
    if not told and not position.ready:
        told.append(_nothing_left(position))
    return told


def later_told(position: Position) -> list[str]:
    """What `due_until` left for later: a sentence for each day."""
    told = []
    for day in sorted({position.due_dates[number] for number in position.later}):
        numbers = [number for number in position.later if position.due_dates[number] == day]
        amount = total_of(position.later[number] for number in numbers)
        sentence = ngettext(
            "%(amount)s of %(statement)s is due on %(day)s.",
            "%(amount)s of %(count)s statements is due on %(day)s.",
            len(numbers),
        )
        names = {"statement": numbers[0], "count": formats.exact(len(numbers)), "day": formats.day(day)}
        told.append(sentence % {**names, "amount": formats.money(amount, position.currency)})
    return told


def suspended(partner: Partner) -> str:
    """The sentence where nothing goes to, or is asked of, the organisation; else empty."""
    return _("The organisation is suspended. Resume it first.") if partner.suspended_at else ""


def no_account(position: Position) -> str:
    """The sentence where there is no account to pay to, or from; empty for what partners pay."""
    if position.direction != PAYABLE:
        return ""
    currency = position.currency
    if why := why_unusable(partner=position.partner, currency=currency, at=timezone.now()):
        return why
    if why := why_no_licensor_account(currency=currency):
        return _("The licensor's own account: %(why)s") % {"why": why}
    return ""


def _running(document: Payout | Remittance) -> str:
    names = {
        "number": document.number,
        "amount": formats.money(document.amount, document.currency),
    }
    if isinstance(document, Remittance):
        names["day"] = formats.day(document.due_date)
        return _("%(number)s asks for %(amount)s, due on %(day)s.") % names
    if document.state == Payout.State.PREPARED:
        return _("%(number)s over %(amount)s is prepared and waits for approval.") % names
    if document.state == Payout.State.SENT:
        return _("%(number)s over %(amount)s is in the bank's hands.") % names
    return _("%(number)s over %(amount)s is approved and will be paid.") % names


def _held(position: Position, held) -> str:
    names = {
        "amount": formats.money(held.amount, position.currency),
        "statement": held.statement,
        "reference": held.reference,
    }
    return _("%(amount)s of %(statement)s is held for %(reference)s until that is decided.") % names


def _carried(position: Position) -> str:
    amount = formats.money(position.carried.copy_abs(), position.currency)
    if position.carried > 0:
        sentence = _("%(amount)s is below the threshold and carried forward to the next statement.")
    else:
        sentence = _("The last statement came to less than nothing: %(amount)s lowers the next one.")
    return sentence % {"amount": amount}


def _nothing_left(position: Position) -> str:
    if position.direction == PAYABLE:
        return _("Nothing is unpaid: what was issued is paid.")
    return _("Nothing is owed: what was issued is received.")
