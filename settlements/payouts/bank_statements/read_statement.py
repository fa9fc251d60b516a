"""Read a file of the bank and match what is booked in it."""

import logging
import zlib
from collections import Counter

from django.db import transaction
from django.utils import timezone

from portal.accounts.access import is_staff
from portal.audit.record_event import record_event
from portal.one_at_a_time import one_at_a_time
from portal.sealed import InvalidToken
from settlements.bank_files.bank_statement import BankStatement, BankStatementProblem, read_statements
from settlements.payouts.bank_statements.lines_in import lines_in
from settlements.payouts.bank_statements.match_line import match_line
from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.payouts.bank_statements.our_accounts import mask_of, our_account
from settlements.payouts.bank_statements.sealed_file import open_file
from settlements.payouts.bank_statements.take_statement import ROLES

ATTEMPTS = 3
CHUNK = 1000
STATE = BankStatementFile.State
log = logging.getLogger(__name__)


def read_statement(*, file_id: int) -> None:
    """Safe to run twice, or after it died: lines are written once, each is matched in its own transaction."""
    # Who waits here is no attempt that died; and two files with the same bookings would wait for each other.
    with one_at_a_time("bank statements"):
        if not (_begun(file_id) and _written(file_id)):
            return
    waiting = BankLine.objects.filter(file=file_id, state=BankLine.State.WAITING)
    # What was paid before what came back, in whichever order the bank lists them.
    ids = list(waiting.order_by("credit", "pk").values_list("pk", flat=True))
    for count, line_id in enumerate(ids, start=1):
        match_line(line_id=line_id)
        if count % CHUNK == 0:
            BankStatementFile.objects.filter(pk=file_id).update(moved_at=timezone.now())
    _done(file_id)


@transaction.atomic
def _done(file_id: int) -> None:
    file = BankStatementFile.objects.select_for_update().get(pk=file_id)
    counts = Counter(file.lines.values_list("state", flat=True))
    if file.state != STATE.MATCHING or counts[BankLine.State.WAITING]:
        return
    file.state, file.moved_at = STATE.DONE, timezone.now()
    file.save(update_fields=["state", "moved_at"])
    record_event(
        event="bank_statement.read",
        subject=f"bank statement {file.pk}",
        details={**dict(sorted(counts.items())), "known": file.known},
    )


@transaction.atomic
def _begun(file_id: int) -> bool:
    """Counts the attempt, kept even where the reading ends its worker."""
    file = BankStatementFile.objects.select_for_update().filter(pk=file_id).first()
    if file is None or file.state in (STATE.DONE, STATE.REFUSED):
        return False
    if file.state == STATE.WAITING and file.attempts >= ATTEMPTS:
        log.error("reading a bank statement ended its worker", extra={"bank_statement": file_id})
        _refuse(file, "failed")
        return False
    file.attempts, file.moved_at = min(file.attempts + 1, 100), timezone.now()
    file.save(update_fields=["attempts", "moved_at"])
    return True


@transaction.atomic
def _written(file_id: int) -> bool:
    """All lines at once, then the bytes are dropped. False: the file was refused."""
    file = (
        BankStatementFile.objects.select_for_update(of=("self",)).select_related("taken_by").get(pk=file_id)
    )
    if file.state != STATE.WAITING:
        return file.state == STATE.MATCHING
    if not is_staff(file.taken_by, *ROLES):
        return _refuse(file, "not_allowed")
    try:
        statements = read_statements(open_file(file.sealed))
        lines = _lines(file, statements)
    except BankStatementProblem as problem:
        return _refuse(file, problem.code, problem.detail)
    except (InvalidToken, ValueError, zlib.error):
        log.exception("a bank statement could not be opened", extra={"bank_statement": file_id})
        return _refuse(file, "failed")
    BankLine.objects.bulk_create(lines, batch_size=CHUNK, ignore_conflicts=True)
    days = [line.day for line in lines]
    file.known = len(lines) - file.lines.count()
    file.first_day, file.last_day = min(days, default=None), max(days, default=None)
    file.state, file.sealed, file.moved_at = STATE.MATCHING, "", timezone.now()
    file.save()
    return True


def _lines(file: BankStatementFile, statements: tuple[BankStatement, ...]) -> list[BankLine]:
    """Of our own accounts; what is kept of the file itself. Raises BankStatementProblem."""
    lines, names = [], {}
    for each in statements:
        account, mask = our_account(each), mask_of(each)
        told = file.left_out if account is None else file.accounts
        told += [] if mask in told else [mask]
        if account is None:
            continue
        if not each.statement_id:
            # It names bookings that have no reference of the bank.
            raise BankStatementProblem("missing", "Stmt/Id")
        file.statement_ids += [each.statement_id][: CHUNK - len(file.statement_ids)]
        for line in lines_in(each, account):
            if names.get(line.bank_entry) == each.statement_id:
                raise BankStatementProblem("statement_twice", each.statement_id)
            names[line.bank_entry], line.file = each.statement_id, file
            lines.append(line)
    if not file.accounts:
        raise BankStatementProblem("foreign_account", ", ".join(file.left_out))
    return lines


def _refuse(file: BankStatementFile, problem: str, detail: str = "") -> bool:
    file.state, file.sealed, file.moved_at = STATE.REFUSED, "", timezone.now()
    file.problem, file.detail, file.statement_ids = problem, detail.replace("\x00", "")[:300], []
    file.save()
    record_event(
        event="bank_statement.refused", subject=f"bank statement {file.pk}", details={"problem": problem}
    )
    return False
