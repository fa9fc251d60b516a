"""Read a file of the bank and match what is booked in it."""

import logging
import zlib

from django.db import transaction
from django.utils import timezone

from portal.accounts.access import is_staff
from portal.accounts.roles import StaffRole
from portal.sealed import InvalidToken
from settlements.bank_files.bank_statement import BankStatement, BankStatementProblem, read_statements
from settlements.payouts.bank_statements.lines_in import lines_in, mask_of
from settlements.payouts.bank_statements.match_line import match_line
from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.payouts.bank_statements.sealed_file import open_file

ATTEMPTS = 3
CHUNK = 1000
STATE = BankStatementFile.State
log = logging.getLogger(__name__)


def read_statement(*, file_id: int) -> None:
    """Safe to run twice, or after it died: lines are written once, each is matched in its own transaction."""
    if not _begun(file_id):
        return
    if not _written(file_id):
        return
    waiting = BankLine.objects.filter(file=file_id, state=BankLine.State.WAITING)
    # What was paid before what came back, in whichever order the bank lists them.
    ids = list(waiting.order_by("credit", "pk").values_list("pk", flat=True))
    for count, line_id in enumerate(ids, start=1):
        match_line(line_id=line_id)
        if count % CHUNK == 0:
            BankStatementFile.objects.filter(pk=file_id).update(moved_at=timezone.now())
    with transaction.atomic():
        file = BankStatementFile.objects.select_for_update().get(pk=file_id)
        if file.state == STATE.MATCHING and not waiting.exists():
            file.state, file.moved_at = STATE.DONE, timezone.now()
            file.save(update_fields=["state", "moved_at"])


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
    if not is_staff(file.taken_by, StaffRole.FINANCE, StaffRole.APPROVER):
        return _refuse(file, "not_allowed")
    try:
        statements = read_statements(open_file(file.sealed))
    except BankStatementProblem as problem:
        return _refuse(file, problem.code, problem.detail)
    except (InvalidToken, ValueError, zlib.error):
        log.exception("a bank statement could not be opened", extra={"bank_statement": file_id})
        return _refuse(file, "failed")
    lines = [line for each in statements for line in lines_in(each, file)]
    BankLine.objects.bulk_create(lines, batch_size=CHUNK, ignore_conflicts=True)
    _note(file, statements, lines)
    return True


def _note(file: BankStatementFile, statements: tuple[BankStatement, ...], lines: list[BankLine]) -> None:
    days = [line.day for line in lines]
    file.known = len(lines) - file.lines.count()
    file.accounts = sorted({mask_of(each) for each in statements})
    file.statement_ids = [each.statement_id for each in statements][:CHUNK]
    file.first_day, file.last_day = min(days, default=None), max(days, default=None)
    file.state, file.sealed, file.moved_at = STATE.MATCHING, "", timezone.now()
    file.save()


def _refuse(file: BankStatementFile, problem: str, detail: str = "") -> bool:
    file.state, file.sealed, file.moved_at = STATE.REFUSED, "", timezone.now()
    file.problem, file.detail = problem, detail.replace("\x00", "")[:300]
    file.save()
    return False
