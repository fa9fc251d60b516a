"""Propose a correction of an issued statement; a second person approves it."""

from decimal import Decimal

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff, staff_with_role
from portal.accounts.deputies import licensor_today
from portal.accounts.give_number import give_number
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.files.store_evidence import store_evidence
from portal.notices.notify import notify
from portal.refused import Refused
from settlements.adjustments.check_amount import check_amount
from settlements.corrections.models import Correction
from settlements.corrections.who import APPROVES, PROPOSES
from settlements.engine.exact import exact_arithmetic
from settlements.statements.due_with import due_with
from settlements.statements.models import Line, Statement

LONGEST = 2000


def effect_of(statement: Statement, amount: Decimal) -> Decimal:
    """What the statement would have due now with the amount, less what it has. Raises Refused: `no_amount`,
    `bad_amount`, `too_large`.
    """
    check_amount(amount, statement.currency)
    if not amount:
        raise Refused("no_amount", _("A correction needs an amount other than zero."))
    due = due_with(statement, [amount])
    with exact_arithmetic():
        return due - statement.due_now


@transaction.atomic
def propose_correction(
    *,
    by: User,
    statement: Statement,
    line: Line | None,
    amount: Decimal,
    reason: str,
    file: File | None = None,
) -> Correction:
    """Nothing moves until it is approved. `amount` has the sign of the statement's own amounts.

    Staff of the finance role. Raises Refused: those of `effect_of`; `no_reason`; what `store_file` says.
    """
    require_staff(by, *PROPOSES)
    if line is not None and line.statement_id != statement.pk:
        raise RuntimeError(f"line {line.pk} is not of {statement}")
    if not reason.strip():
        raise Refused("no_reason", _("Say why the statement was wrong: both sides read it."))
    effect = effect_of(statement, amount)
    correction = Correction.objects.create(
        number=give_number(prefix="COR", year=licensor_today().year, digits=6),
        partner=statement.partner,
        agreement=statement.agreement,
        statement=statement,
        line=line,
        currency=statement.currency,
        amount=amount,
        effect=effect,
        reason=reason.strip()[:LONGEST],
        evidence=file and store_evidence(file=file, partner=statement.partner, by=by),
        proposed_by=by,
    )
    notify(
        people=[each for each in staff_with_role(*APPROVES) if each.pk != by.pk],
        kind="correction_proposed",
        context={
            "number": correction.number,
            "statement": statement.number,
            "amount": amount,
            "currency": statement.currency,
            "reason": correction.reason,
            "asker": by.name,
        },
        link=reverse("staff_correction", args=[correction.number]),
        partner=statement.partner,
    )
    record_event(
        event="correction.proposed",
        subject=correction.number,
        actor=by,
        details={
            "statement": statement.number,
            "line": line.key if line else "",
            "amount": f"{amount:f}",
            "currency": statement.currency,
        },
    )
    return correction


def decided(correction: Correction, state: str, by: User, answer: str = "") -> bool:
    """The one update that decides: of two at once, one wins."""
    rows = Correction.objects.filter(pk=correction.pk, state=Correction.State.PROPOSED)
    return bool(rows.update(state=state, decided_by=by, decided_at=timezone.now(), answer=answer))


def not_proposed(correction: Correction) -> Refused:
    row = Correction.objects.select_related("decided_by").get(pk=correction.pk)
    sentence = _("%(number)s is decided already: %(state)s, by %(name)s.")
    names = {"number": row.number, "state": row.get_state_display(), "name": row.decided_by}
    return Refused("not_proposed", sentence % names)
