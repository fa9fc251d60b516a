"""What always holds between openings and the journal."""

from collections.abc import Iterator

from settlements.balances.models import JournalTransaction
from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import plain
from settlements.openings.models import AgreementOpening
from settlements.openings.post_opening import entries_of, key_of


def check_openings() -> Iterator[Discrepancy]:
    """Each confirmed opening is posted as it stands; nothing else was posted as one."""
    posted = JournalTransaction.objects.filter(cause=JournalTransaction.Cause.OPENING_CONFIRMED)
    by_key = {each.key: each for each in posted.prefetch_related("entries")}
    confirmed = AgreementOpening.objects.filter(state=AgreementOpening.State.CONFIRMED)
    for opening in confirmed.select_related("agreement").order_by("pk"):
        header = by_key.pop(key_of(opening), None)
        found = sorted((each.account, each.amount) for each in header.entries.all()) if header else []
        wanted = sorted((each.account, each.amount) for each in entries_of(opening) if each.amount)
        if found != wanted:
            where = row("agreementopening", opening.pk)
            where_posted = row("journaltransaction", header.pk) if header else "no transaction"
            sentence = f"{plain(opening.balance)} was carried over, which is not what {where_posted} posted"
            yield Discrepancy("openings", where, sentence)
    for header in by_key.values():
        where = row("journaltransaction", header.pk)
        yield Discrepancy("openings", where, f"“{header.key}”: there is no such opening balance")
