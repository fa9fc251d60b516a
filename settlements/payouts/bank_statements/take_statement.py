"""Take in a statement that the bank gave."""

from dataclasses import dataclass
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.bank_files.safe_xml import LARGEST
from settlements.payouts.bank_statements.models import BankStatementFile
from settlements.payouts.bank_statements.sealed_file import seal_file

ROLES = (StaffRole.FINANCE, StaffRole.APPROVER)


@dataclass(frozen=True, slots=True)
class Taken:
    file: BankStatementFile
    again: bool
    """It had been handed in before."""


@transaction.atomic
def take_statement(*, content: bytes, name: str, by: User) -> Taken:
    """It is read after the commit. The same file again changes nothing, unless it could not be taken before.

    Staff of the finance or approver role. Raises Refused: `empty`, `too_large`.
    """
    require_staff(by, *ROLES)
    if not content:
        raise Refused("empty", _("This file is empty. Download the statement at the bank again."))
    if len(content) > LARGEST:
        raise Refused(
            "too_large",
            _("This file is larger than 20 MB. Ask the bank for statements of single days or accounts."),
        )
    digest, now = sha256(content).hexdigest(), timezone.now()
    standing = BankStatementFile.objects.exclude(state=BankStatementFile.State.REFUSED).filter(sha256=digest)
    if (before := standing.first()) is not None:
        return Taken(before, again=True)
    file = BankStatementFile(
        name=" ".join(name.replace("\x00", "").split())[:150] or "camt.053",
        size=len(content),
        sha256=digest,
        sealed=seal_file(content),
        taken_by=by,
        taken_at=now,
        moved_at=now,
    )
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:
        # Somebody else handed it in at the same moment.
        return Taken(standing.get(), again=True)
    put_event(event="bank_statement.taken", args=[file.pk])
    record_event(
        event="bank_statement.taken",
        subject=f"bank statement {file.pk}",
        actor=by,
        details={"file": file.name, "size": file.size, "sha256": digest},
    )
    return Taken(file, again=False)
