"""Why a payout pays only a part of a statement, and what became of the rest; in words for both sides."""

from decimal import Decimal

from django.utils.translation import gettext as _

from portal.web import formats
from settlements.engine.exact import exact_arithmetic
from settlements.payouts.breakdown_of import ItemBreakdown
from settlements.payouts.sums import total_of
from settlements.payouts.taken_of import Taken
from settlements.statements.pdf.plain_text import isolate


def parts_told(each: ItemBreakdown) -> list[str]:
    """Sentences; none where the payout pays all of the statement at once."""
    held = [part for part in each.elsewhere if part.held]
    settled = [part for part in each.elsewhere if not part.held]
    later, told = list(each.later), []
    for part in held:
        if len(held) == len(later) == 1 and later[0].amount == part.amount:
            told.append(_held_and_settled(each, part, later.pop()))
        else:
            told.append(_of_due(each, part, _held(each, part)))
    told += [_of_due(each, part, _settled_before(each)) for part in settled]
    told += [_with(_settled_later(each), part, each) for part in later]
    # Held since it was prepared: of what this payout was to pay.
    told += [
        _("%(amount)s of it is held for %(reference)s by now.") % _names(part, each)
        for part in each.held_now
        if part.reference not in {before.reference for before in held}
    ]
    if (left := _released(each, held)) > 0:
        told.append(_unpaid(each, left))
    return told


def _released(each: ItemBreakdown, held: list[Taken]) -> Decimal:
    """What was held when the payout was prepared, is not now, and is in no approved payout."""
    still = {part.reference for part in each.held_now}
    with exact_arithmetic():
        released = total_of(part.amount for part in held if part.reference not in still)
        return min(each.unpaid, released - total_of(part.amount for part in each.later))


def elsewhere_told(each: ItemBreakdown, part: Taken) -> str:
    """In a few words, for the row that takes it off."""
    if part.held:
        return _("Held for %(reference)s") % {"reference": part.reference}
    if each.statement.direction == each.statement.Direction.PAYABLE:
        return _("Paid before by %(reference)s") % {"reference": part.reference}
    return _("Settled before by %(reference)s") % {"reference": part.reference}


def _held(each: ItemBreakdown, part: Taken) -> str:
    if any(now.reference == part.reference for now in each.held_now):
        return _("Of %(due)s due, %(amount)s was held for %(reference)s, which is not decided yet.")
    return _("Of %(due)s due, %(amount)s was held for %(reference)s.")


def _settled_before(each: ItemBreakdown) -> str:
    if each.statement.direction == each.statement.Direction.PAYABLE:
        return _("Of %(due)s due, %(amount)s was paid before by %(reference)s.")
    return _("Of %(due)s due, %(amount)s was settled before by %(reference)s.")


def _settled_later(each: ItemBreakdown) -> str:
    if each.statement.direction == each.statement.Direction.PAYABLE:
        return _("%(amount)s of it was paid later by %(reference)s.")
    return _("%(amount)s of it was settled later by %(reference)s.")


def _held_and_settled(each: ItemBreakdown, part: Taken, later: Taken) -> str:
    if each.statement.direction == each.statement.Direction.PAYABLE:
        sentence = _("Of %(due)s due, %(amount)s was held for %(reference)s, paid later by %(later)s.")
    else:
        sentence = _("Of %(due)s due, %(amount)s was held for %(reference)s, settled later by %(later)s.")
    return sentence % {**_names(part, each), "due": _money(each.due, each), "later": isolate(later.reference)}


def _unpaid(each: ItemBreakdown, left: Decimal) -> str:
    if each.statement.direction == each.statement.Direction.PAYABLE:
        sentence = _("%(amount)s of it is held no longer and enters the next payout.")
    else:
        sentence = _("%(amount)s of it is held no longer and still owed.")
    return sentence % {"amount": _money(left, each)}


def _of_due(each: ItemBreakdown, part: Taken, sentence: str) -> str:
    return sentence % {**_names(part, each), "due": _money(each.due, each)}


def _with(sentence: str, part: Taken, each: ItemBreakdown) -> str:
    return sentence % _names(part, each)


def _names(part: Taken, each: ItemBreakdown) -> dict[str, str]:
    return {"amount": _money(part.amount, each), "reference": isolate(part.reference)}


def _money(amount: Decimal, each: ItemBreakdown) -> str:
    """Apart from the words around it, which may run the other way."""
    return isolate(formats.money(amount, each.statement.currency))
