"""Issue the statements of settled agreements, each of one period."""

from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.terms_at_hand import keep_terms
from portal.accounts.access import people_with_role
from portal.accounts.give_number import give_numbers
from portal.accounts.models import Licensor, Partner, User
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import Happened, record_events
from portal.notices.notify import notify
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.adjustments.settle_adjustments import settle_adjustments
from settlements.balances.lock_books import lock_books
from settlements.statements.models import Statement
from settlements.statements.opening import Opening, openings_of
from settlements.statements.post_advances import post_advances
from settlements.statements.post_statements import post_statements
from settlements.statements.result_digest import result_digest
from settlements.statements.seal_statements import seal_statements
from settlements.statements.store_statements import statement_of, store_statements
from usage.models import Period


class Settled(Protocol):
    """What is issued: a row of `settlements.runs`, which lies in the layer above."""

    agreement: Agreement
    partner: Partner
    period: Period
    run: Any
    reports: Any
    input_document: dict[str, Any]
    result_document: dict[str, Any]
    digest: str
    change: dict[str, Any] | None
    contributions_came_to: dict[str, str] | None


def issue_statements(*, settlements: Sequence[Settled], at: datetime) -> list[Statement]:
    """Number, store and post the statement of each, in their order; the one issued before, if it is the same.

    All of them or, where one is refused, none. With each go its lines and reports, and the adjustments it
    takes in, whose holds end. Called inside the run's transaction, which holds the approval, the settlements,
    of different agreements, these agreements and the periods. Raises Refused (`already_issued`,
    `later_issued`, `not_settled`, `opening_changed`, `adjustments_changed`).
    """
    with transaction.atomic():
        issued = _issued(settlements)
        new = [each for each in settlements if each.digest != _digest(issued.get(each.period.pk))]
        _check(new, issued)
        for partner in sorted({each.agreement.partner for each in new}, key=attrgetter("pk")):
            lock_books(partner=partner)
        statements = _store(new, at)
        seal_statements(statements=statements)
        post_advances(statements=statements)
        post_statements(statements=statements)
        taken = [
            settle_adjustments(
                agreement=statement.agreement,
                statement=statement.number,
                listed=statement.input_document.get("adjustments", []),
                at=at,
                by=statement.approved_by,
            )
            for statement in statements
        ]
        _tell_partners(statements)
        record_events(events=[_event(*each) for each in zip(statements, taken, strict=True)])
    made = issued | {statement.period_id: statement for statement in statements}
    return [made[each.period.pk] for each in settlements]


def _digest(statement: Statement | None) -> str:
    return statement.digest if statement else ""


def _tell_partners(statements: list[Statement]) -> None:
    people: dict[Partner, list[User]] = {}
    for statement in statements:
        partner = statement.partner
        if partner not in people:
            people[partner] = people_with_role(partner, PartnerRole.FINANCE, PartnerRole.SIGNATORY)
        notify(
            people=people[partner],
            kind="statement_issued",
            context={"statement": statement},
            link=reverse("statement", args=[statement.number]),
            partner=partner,
        )


def _event(statement: Statement, taken: list[Adjustment]) -> Happened:
    return Happened(
        event="statement.issued",
        subject=statement.number,
        actor=statement.approved_by,
        partner=statement.partner,
        details={
            "agreement": statement.agreement.number,
            "period": statement.period.label,
            "digest": statement.digest,
            "direction": statement.direction,
            "due_now": statement.result_document["ladder"]["due_now"],
            "currency": statement.currency,
            "adjustments": [row.reference for row in taken],
        },
    )


def _issued(settlements: Sequence[Settled]) -> dict[int, Statement]:
    """The periods' statements as first issued, by period."""
    rows = Statement.objects.filter(period__in=[each.period.pk for each in settlements], version=1)
    return {row.period_id: row for row in rows.defer("input_document", "result_document", "change")}


def _later(settlements: Sequence[Settled]) -> dict[int, str]:
    """Agreement's id → the number of a statement of a period after that which is to be issued."""
    begins = {each.agreement.pk: each.period.from_date for each in settlements}
    after = min(begins.values(), default=date.max)
    rows = Statement.objects.filter(agreement__in=begins, period__from_date__gt=after)
    found = rows.values_list("agreement", "number", "period__from_date")
    return {agreement: number for agreement, number, day in found if day > begins[agreement]}


def _check(settlements: Sequence[Settled], issued: dict[int, Statement]) -> None:
    later = _later(settlements)
    keep_terms(each.agreement for each in settlements)
    for each in settlements:
        each.period.agreement = each.agreement
    openings = openings_of(periods=[each.period for each in settlements])
    for each in settlements:
        _check_one(each, openings[each.period.pk], issued.get(each.period.pk), later.get(each.agreement.pk))


def _check_one(settlement: Settled, opening: Opening, issued: Statement | None, later: str | None) -> None:
    names = {"agreement": settlement.agreement.number, "period": settlement.period.label}
    if issued is not None:
        names["statement"] = issued.number
        raise Refused(
            "already_issued",
            _("%(statement)s is issued for %(period)s already. Correct it by an adjustment.") % names,
        )
    if later is not None:
        names["statement"] = later
        raise Refused(
            "later_issued",
            _("%(statement)s of a later period is issued already: %(period)s can only be restated.") % names,
        )
    result = settlement.result_document
    if not result or result["errors"] or result_digest(result) != settlement.digest:
        sentence = _("The settlement of %(agreement)s for %(period)s is not complete. Settle it again.")
        raise Refused("not_settled", sentence % names)
    if not opening.is_of(settlement.input_document):
        sentence = _(
            "A statement of %(agreement)s was issued since %(period)s was settled. Settle it again, "
            "so that it opens with what that one carried forward."
        )
        raise Refused("opening_changed", sentence % names)


def _store(settlements: Sequence[Settled], at: datetime) -> list[Statement]:
    licensor = Licensor.objects.first()
    year = at.astimezone(ZoneInfo(licensor.time_zone if licensor else "UTC")).year
    numbers = give_numbers(count=len(settlements), prefix="STM", year=year, digits=6)
    statements = [
        statement_of(
            number=number,
            agreement=each.agreement,
            period=each.period,
            input_document=each.input_document,
            result_document=each.result_document,
            change=each.change,
            contributions_came_to=each.contributions_came_to,
            issued_at=at,
            prepared_by=each.run.requested_by or each.run.opened_by,
            approved_by=each.run.approved_by,
        )
        for number, each in zip(numbers, settlements, strict=True)
    ]
    store_statements(
        statements=statements,
        reports=[each.reports.all() for each in settlements],
        computed=settlements,
    )
    return statements
