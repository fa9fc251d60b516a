"""What a line may be matched with by hand: whatever its amount, currency and account allow."""

from dataclasses import dataclass

from django.db.models import Sum

from settlements.payouts.bank_statements.finding import is_from
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.models import Payout, PayoutBatch

MOST = 50
SENT, PAID = Payout.State.SENT, Payout.State.PAID


@dataclass(frozen=True, slots=True)
class Candidate:
    number: str
    whose: str
    """The partner; of a batch nothing."""


def candidates(line: BankLine) -> list[Candidate]:
    """What the line names first. Nothing is decided here: the act looks again."""
    if line.returned and not line.credit:
        return []
    found = [*_payouts(line), *([] if line.credit else _batches(line))]
    named = f"{line.end_to_end_id} {line.batch_reference} {line.text}".upper()
    return sorted(found, key=lambda each: each.number not in named)[:MOST]


def _payouts(line: BankLine) -> list[Candidate]:
    states = [SENT, PAID] if line.credit else [SENT]
    rows = Payout.objects.filter(currency=line.currency, amount=line.amount, state__in=states)
    rows = rows.select_related("partner", "from_account").order_by("-pk")[:MOST]
    return [Candidate(each.number, each.partner.name) for each in rows if is_from(line, each)]


def _batches(line: BankLine) -> list[Candidate]:
    """Those that still have something with the bank, and come to the line's amount."""
    sent = Payout.objects.filter(currency=line.currency, state=SENT, batch__isnull=False)
    rows = (
        Payout.objects.filter(batch__in=sent.values("batch"), currency=line.currency)
        .exclude(state=Payout.State.CANCELLED)
        .order_by("-batch")
        .values_list("batch__number")
        .annotate(total=Sum("amount"))
    )
    numbers = [number for number, total in rows if total == line.amount][:MOST]
    return [Candidate(each.number, "") for each in PayoutBatch.objects.filter(number__in=numbers)]
