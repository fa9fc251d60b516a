"""What follows when a person says what a line is about: what follows when the bank names it."""

from portal.accounts.models import User
from settlements.payouts.bank_statements.finding import Finding
from settlements.payouts.bank_statements.match_batch import settle_batch
from settlements.payouts.bank_statements.match_payout import payout_of, settle_payout
from settlements.payouts.bank_statements.match_remittance import remittance_of, settle_remittance
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.models import PayoutBatch


def settle_by_hand(line: BankLine, number: str, by: User) -> Finding:
    """With the payout, batch or request of that number; `reason` says why not. The line is locked.

    Direction, currency and account have to fit all the same; of a payout or a batch the amount, too.
    """
    if (payout := payout_of(number)) is not None:
        return Finding(settle_payout(line, payout, by), payout=payout)
    if (batch := PayoutBatch.objects.filter(number=number).first()) is not None:
        whole = "batch_back" if line.credit or line.returned else settle_batch(line, batch, by)
        return Finding(whole, batch=batch)
    if (remittance := remittance_of(number)) is not None:
        return Finding(settle_remittance(line, remittance, by), remittance=remittance)
    return Finding("unknown_number")
