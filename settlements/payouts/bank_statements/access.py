"""The doors to the bank's statements. They name every partner's payments, so only staff see them."""

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from portal.accounts.access import require_staff
from portal.accounts.models import User
from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.statements.access import READERS


def staff_bank_statements(user: User) -> QuerySet[BankStatementFile]:
    """Each with `matched`, `unmatched`, `waiting`, `told` and `aside`, how many lines of `total`.

    Outsiders: Http404.
    """
    require_staff(user, *READERS)
    names = {
        "matched": "matched",
        "unmatched": "unmatched",
        "waiting": "waiting",
        "told": "told",
        "aside": "set_aside",
    }
    counts = {name: Count("lines", filter=Q(lines__state=state)) for name, state in names.items()}
    rows = BankStatementFile.objects.select_related("taken_by").defer("sealed")
    return rows.annotate(**counts, total=Count("lines"))


def staff_bank_statement(user: User, file_id: int) -> BankStatementFile:
    return get_object_or_404(staff_bank_statements(user), pk=file_id)


def lines_of(file: BankStatementFile) -> QuerySet[BankLine]:
    """Of a file that came through the door above."""
    return BankLine.objects.filter(file=file).select_related(
        "payout", "batch", "remittance", "account", "told_by", "decided_by"
    )


def staff_bank_line(user: User, file_id: int, line_id: int) -> BankLine:
    file = staff_bank_statement(user, file_id)
    return get_object_or_404(lines_of(file).select_related("file"), pk=line_id)


def statements_to_match(user: User) -> QuerySet[BankStatementFile]:
    """Those with bookings that wait for a person, or for a second one, oldest first. Outsiders: Http404."""
    return staff_bank_statements(user).filter(Q(unmatched__gt=0) | Q(told__gt=0)).order_by("pk")
