"""What a line may be matched with by hand: whatever its direction, amount, currency and account allow."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.web import formats
from settlements.payouts.access import staff_remittances
from settlements.payouts.bank_statements.finding import is_from
from settlements.payouts.bank_statements.match_remittance import numbers_in
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.models import Payout, PayoutBatch, Remittance

MOST = 50
SENT, PAID = Payout.State.SENT, Payout.State.PAID


@dataclass(frozen=True, slots=True)
class Candidate:
    number: str
    words: str
    """Of whom and, of a request, how much is due."""


def candidates(line: BankLine, user: User) -> list[Candidate]:
    """What the line names first. Nothing is decided here: the acts look again. Outsiders: Http404."""
    if line.returned and not line.credit:
        return []
    found = _payouts(line)
    if not line.credit:
        found += _batches(line)
    elif not line.returned and line.amount:
        found += _remittances(line, user)
    named = {line.end_to_end_id.upper(), line.batch_reference.upper(), *numbers_in(line)}
    return sorted(found, key=lambda each: each.number not in named)[:MOST]


def _payouts(line: BankLine) -> list[Candidate]:
    states = [SENT, PAID] if line.credit else [SENT]
    rows = Payout.objects.filter(currency=line.currency, amount=line.amount, state__in=states)
    rows = rows.select_related("partner", "from_account").order_by("-pk")[:MOST]
    back = _("%(partner)s, came back") if line.credit else "%(partner)s"
    return [Candidate(each.number, back % {"partner": each.partner}) for each in rows if is_from(line, each)]


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
    whole = _("the whole batch")
    return [Candidate(each.number, whole) for each in PayoutBatch.objects.filter(number__in=numbers)]


def _remittances(line: BankLine, user: User) -> list[Candidate]:
    """Open requests: those it names, then those of its amount, then the newest."""
    rows = staff_remittances(user).filter(state=Remittance.State.REQUESTED, currency=line.currency)
    named = list(rows.filter(number__in=numbers_in(line)))
    fit = list(rows.filter(still_due=line.amount).order_by("-pk")[:MOST])
    newest = list(rows.order_by("-pk")[:MOST])
    words = _("%(partner)s, %(amount)s due")
    return [
        Candidate(each.number, words % {"partner": each.partner, "amount": _due(each)})
        for each in {each.pk: each for each in [*named, *fit, *newest]}.values()
    ]


def _due(remittance) -> str:
    return formats.money(remittance.still_due, remittance.currency)
