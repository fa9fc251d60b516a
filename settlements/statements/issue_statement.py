"""Issue the statement of one settled agreement and period."""

import hashlib
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.access import people_with_role
from portal.accounts.give_number import give_number
from portal.accounts.models import Licensor, Partner
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused
from settlements.adjustments.settle_adjustments import settle_adjustments
from settlements.balances.lock_books import lock_books
from settlements.engine.json_text import canonical_json
from settlements.statements.models import Statement
from settlements.statements.opening import opening_of
from settlements.statements.post_advance import post_advance
from settlements.statements.post_statement import post_statement
from settlements.statements.seal_statement import seal_statement
from settlements.statements.store_statement import store_statement
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


def issue_statement(*, settlement: Settled, at: datetime) -> Statement:
    """Number, store and post the statement; the one issued before, if it is the same.

    With it go its lines and reports, and the adjustments it takes in, whose holds end. Called inside the
    run's transaction, which holds the approval. Raises Refused (`already_issued`, `later_issued`,
    `not_settled`, `opening_changed`, `adjustments_changed`).
    """
    with transaction.atomic():
        # One at a time per agreement: the numbers, the opening and the order of periods hang together.
        agreement = Agreement.objects.select_for_update(no_key=True).get(pk=settlement.agreement.pk)
        agreement.partner = settlement.agreement.partner
        issued, later = _issued(agreement, settlement.period)
        if issued is not None and issued.digest == settlement.digest:
            return issued
        _check(settlement, agreement, issued, later)
        lock_books(partner=agreement.partner)
        statement = _store(settlement, agreement, at)
        seal_statement(statement=statement)
        post_advance(statement=statement)
        post_statement(statement=statement)
        taken = settle_adjustments(
            agreement=agreement,
            statement=statement.number,
            listed=settlement.input_document.get("adjustments", []),
            at=at,
            by=statement.approved_by,
        )
        _tell_partner(statement)
        record_event(
            event="statement.issued",
            subject=statement.number,
            actor=statement.approved_by,
            partner=statement.partner,
            details={
                "agreement": agreement.number,
                "period": settlement.period.label,
                "digest": statement.digest,
                "direction": statement.direction,
                "due_now": settlement.result_document["ladder"]["due_now"],
                "currency": statement.currency,
                "adjustments": [row.reference for row in taken],
            },
        )
    return statement


def _tell_partner(statement: Statement) -> None:
    notify(
        people=people_with_role(statement.partner, PartnerRole.FINANCE, PartnerRole.SIGNATORY),
        kind="statement_issued",
        context={"statement": statement},
        link=reverse("statement", args=[statement.number]),
        partner=statement.partner,
    )


def _issued(agreement: Agreement, period: Period) -> tuple[Statement | None, Statement | None]:
    """The period's statement as first issued, and the newest of a later period."""
    rows = Statement.objects.filter(agreement=agreement, period__from_date__gte=period.from_date)
    found = list(rows.defer("input_document", "result_document", "change"))
    first = next((each for each in found if each.period_id == period.pk and each.version == 1), None)
    return first, next((each for each in found if each.period_id != period.pk), None)


def _check(
    settlement: Settled, agreement: Agreement, issued: Statement | None, later: Statement | None
) -> None:
    names = {"agreement": agreement.number, "period": settlement.period.label}
    if issued is not None:
        names["statement"] = issued.number
        raise Refused(
            "already_issued",
            _("%(statement)s is issued for %(period)s already. Correct it by an adjustment.") % names,
        )
    if later is not None:
        names["statement"] = later.number
        raise Refused(
            "later_issued",
            _("%(statement)s of a later period is issued already: %(period)s can only be restated.") % names,
        )
    result = settlement.result_document
    if not result or result["errors"] or result_digest(result) != settlement.digest:
        sentence = _("The settlement of %(agreement)s for %(period)s is not complete. Settle it again.")
        raise Refused("not_settled", sentence % names)
    opening = opening_of(agreement=agreement, period=settlement.period)
    if not opening.is_of(settlement.input_document):
        sentence = _(
            "A statement of %(agreement)s was issued since %(period)s was settled. Settle it again, "
            "so that it opens with what that one carried forward."
        )
        raise Refused("opening_changed", sentence % names)


def result_digest(result: dict[str, Any]) -> str:
    """SHA-256, hex, of a result without its `digest` (FORMULA section 10)."""
    body = {name: value for name, value in result.items() if name != "digest"}
    return hashlib.sha256(canonical_json(body)).hexdigest()


def _store(settlement: Settled, agreement: Agreement, at: datetime) -> Statement:
    licensor = Licensor.objects.first()
    year = at.astimezone(ZoneInfo(licensor.time_zone if licensor else "UTC")).year
    statement = store_statement(
        number=give_number(prefix="STM", year=year, digits=6),
        agreement=agreement,
        period=settlement.period,
        input_document=settlement.input_document,
        result_document=settlement.result_document,
        reports=settlement.reports.all(),
        change=settlement.change,
        contributions_came_to=settlement.contributions_came_to,
        issued_at=at,
        prepared_by=settlement.run.requested_by or settlement.run.opened_by,
        approved_by=settlement.run.approved_by,
    )
    if statement.partner_id == agreement.partner_id:
        statement.partner = agreement.partner
    return statement
