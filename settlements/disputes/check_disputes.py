"""What always holds between disputes and the books."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Sum

from settlements.adjustments.models import Adjustment
from settlements.balances.models import Account, ContingentClaim, Entry
from settlements.balances.read import held_for, owed_of, unpaid_of
from settlements.balances.verify_books import Discrepancy, row
from settlements.disputes.access import DOCUMENTS
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute, DisputedLine
from settlements.engine.exact import plain
from settlements.statements.models import Statement

CHUNK = 1000


def check_disputes() -> Iterator[Discrepancy]:
    """What is held belongs to a dispute that lives or whose adjustment waits; claims end with theirs."""
    yield from _holds()
    yield from _free()
    yield from _claims()
    yield from _lines()


def _holds() -> Iterator[Discrepancy]:
    """At most the effect while the dispute lives; at most the agreed effect until a statement takes it in."""
    waiting = Adjustment.objects.filter(reference=OuterRef("number"), settled_in="")
    disputes = {each.number: each for each in Dispute.objects.annotate(waits=Exists(waiting))}
    held = Entry.objects.filter(account=Account.HELD).order_by("reference").values_list("reference")
    for reference, total in held.annotate(total=Sum("amount")):
        amount, dispute = total.copy_abs(), disputes.get(reference)
        if not amount:
            continue
        subject = f"settlements_entry of {reference}"
        if dispute is None:
            yield Discrepancy("disputes", subject, f"{plain(amount)} is held for a dispute nobody opened")
        elif dispute.state in LIVE:
            if amount > dispute.effect:
                sentence = f"{plain(amount)} is held, but its effect is {plain(dispute.effect)}"
                yield Discrepancy("disputes", row("dispute", dispute.pk), sentence)
        elif dispute.state != Dispute.State.RESOLVED or not dispute.waits:
            sentence = f"{plain(amount)} is held, though it is {dispute.state} and no adjustment waits"
            yield Discrepancy("disputes", row("dispute", dispute.pk), sentence)
        elif dispute.agreed_effect is None or amount > dispute.agreed_effect:
            sentence = f"{plain(amount)} is held, more than the effect that was agreed"
            yield Discrepancy("disputes", row("dispute", dispute.pk), sentence)


def _free() -> Iterator[Discrepancy]:
    """Nothing of a statement could be paid, or asked for, while more of it is in doubt than is held."""
    rows = Dispute.objects.filter(state__in=LIVE, effect__gt=0).select_related("statement")
    for dispute in rows.defer(*DOCUMENTS).order_by("pk").iterator(CHUNK):
        number, held = dispute.statement.number, held_for(dispute.number)
        payable = dispute.statement.direction == Statement.Direction.PAYABLE
        left = unpaid_of(number) if payable else owed_of(number)
        if held < dispute.effect and left > 0:
            told = f"{plain(dispute.effect)} is in doubt and {plain(held)} held"
            sentence = f"{told}, but {plain(left)} of {number} could be {'paid' if payable else 'asked for'}"
            yield Discrepancy("disputes", row("dispute", dispute.pk), sentence)


def _claims() -> Iterator[Discrepancy]:
    """A live dispute whose effect is not above zero claims it beside the books; any other claims nothing."""
    standing = dict(ContingentClaim.objects.filter(ended_at=None).values_list("reference", "amount"))
    for dispute in Dispute.objects.order_by("pk").iterator(CHUNK):
        claims = dispute.state in LIVE and dispute.effect <= 0
        amount = standing.pop(dispute.number, None)
        where = row("dispute", dispute.pk)
        if claims and amount != dispute.effect.copy_abs():
            shown = "nothing" if amount is None else plain(amount)
            sentence = f"it claims {plain(dispute.effect.copy_abs())}, but {shown} stands beside the books"
            yield Discrepancy("disputes", where, sentence)
        elif amount is not None and not claims:
            yield Discrepancy("disputes", where, f"{plain(amount)} still stands beside the books")
    for reference in standing:
        yield Discrepancy("disputes", f"settlements_contingentclaim of {reference}", "nobody opened it")


def _lines() -> Iterator[Discrepancy]:
    """A line is taken by live disputes only."""
    rows = DisputedLine.objects.filter(live=True).exclude(dispute__state__in=LIVE)
    for each in rows.select_related("dispute").order_by("pk").iterator(CHUNK):
        sentence = f"it is live, though {each.dispute} has ended"
        yield Discrepancy("disputes", row("disputedline", each.pk), sentence)
