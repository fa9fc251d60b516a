"""Ask partners for what they owe."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import people_with_role, require_staff
from portal.accounts.give_number import give_number
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused
from settlements.balances.lock_books import lock_books
from settlements.bank_files.creditor_reference import shown_in_fours
from settlements.engine.exact import plain
from settlements.payouts.dates import today
from settlements.payouts.models import Remittance, RemittanceItem
from settlements.payouts.positions import RECEIVABLE, Position, positions
from settlements.payouts.reasons import reasons_of
from settlements.payouts.remittance_reference import remittance_reference
from settlements.statements.models import Statement
from settlements.statements.payment_due import payment_due

DAYS_TO_PAY = 30


@dataclass(frozen=True, slots=True)
class RequestedRemittances:
    """`left_out`: partner, currency, and the sentence why nothing of it is asked for."""

    remittances: list[Remittance]
    left_out: list[tuple[Partner, str, str]]


@transaction.atomic
def request_remittances(
    *, by: User, partner: Partner | None = None, currency: str | None = None, due_date: date | None = None
) -> RequestedRemittances:
    """One request per partner and currency with something owed that no other request asks for.

    Staff of the finance role. Due on the day said, else by the terms: the payment days of each statement's
    agreement after its issue, the earliest of them and not before today; 30 days where nothing is agreed.
    Twice, or many at once: no statement is asked for twice. Raises Refused: `bad_date`.
    """
    require_staff(by, StaffRole.FINANCE)
    first = today()
    if due_date is not None and due_date < first:
        raise Refused("bad_date", _("The day it is due is over. Give one that the partner can keep."))
    # All books first, always in the same order: numbers and audit chains are locked after them.
    asked = positions(direction=RECEIVABLE, partner=partner, currency=currency)
    ready = {each.partner.pk: each.partner for each in asked if each.is_ready}
    for _pk, each in sorted(ready.items()):
        lock_books(partner=each)
    found = positions(direction=RECEIVABLE, partner=partner, currency=currency)
    asked = [each for each in found if each.is_ready and each.partner.pk in ready]
    made = [_request(each, by, first, due_date) for each in asked]
    for remittance in made:
        _tell_partner(remittance)
    for remittance in sorted(made, key=lambda remittance: remittance.partner_id):
        record_event(
            event="remittance.requested",
            subject=remittance.number,
            actor=by,
            partner=remittance.partner,
            details={
                "amount": plain(remittance.amount),
                "currency": remittance.currency,
                "due_date": remittance.due_date.isoformat(),
                "statements": [item.statement.number for item in remittance.items.all()],
            },
        )
    left_out = [
        (each.partner, each.currency, " ".join(reasons_of(each))) for each in found if not each.is_ready
    ]
    return RequestedRemittances(made, left_out)


def _request(position: Position, by: User, first: date, due: date | None) -> Remittance:
    # What is owed was posted by a statement's first version; a restated one is for reading.
    rows = Statement.objects.filter(number__in=position.ready, version=1).order_by("number")
    rows = list(rows.select_related("agreement", "period").defer("input_document", "result_document"))
    usual = first + timedelta(days=DAYS_TO_PAY)
    remittance = Remittance.objects.create(
        number=give_number(prefix="REM", year=first.year, digits=6),
        partner=position.partner,
        currency=position.currency,
        amount=position.amount,
        due_date=due or max(first, min((payment_due(row) or usual for row in rows), default=first)),
        requested_by=by,
    )
    RemittanceItem.objects.bulk_create(
        RemittanceItem(
            remittance=remittance,
            partner=position.partner,
            statement=row,
            amount=position.ready[row.number],
        )
        for row in rows
    )
    return remittance


def _tell_partner(remittance: Remittance) -> None:
    notify(
        people=people_with_role(remittance.partner, PartnerRole.FINANCE),
        kind="remittance_requested",
        context={"remittance": remittance, "reference": shown_in_fours(remittance_reference(remittance))},
        link=reverse("remittance", args=[remittance.number]),
        partner=remittance.partner,
    )
