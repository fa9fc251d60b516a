"""What a partner's people find first: what is due to them or from them, what waits, what is new."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agreements.access import agreements_in_force_of
from agreements.models import Agreement
from portal.accounts.access import partner_ids
from portal.accounts.models import Partner, User
from portal.home.bank_accounts import partner_bank_accounts
from portal.home.beside_money import partner_beside_money
from portal.home.deployments import partner_deployments
from portal.home.doubts import partner_doubts
from portal.home.joint_work import partner_joint_work
from portal.home.payments import partner_payments
from portal.home.terms import partner_ends, partner_terms
from portal.home.to_do import ToDo
from portal.web import formats
from settlements.payouts.next_payments import NextPayment
from settlements.statements.access import statements_of
from settlements.statements.estimates.access import running_estimates_of
from settlements.statements.estimates.models import Estimate
from settlements.statements.headline import direction_title
from settlements.statements.models import Statement
from usage.access import may_report, reports_of, why_not_report
from usage.models import Report
from usage.periods.status import PeriodStatus, Status, status_of_periods, with_periods

NEWEST = 6
WAITING = {Status.DUE, Status.REFUSED, Status.TO_SUBMIT, Status.PARTLY}
ACTS = {
    Status.TO_SUBMIT: lambda: _("Review and submit"),
    Status.PARTLY: lambda: _("Complete"),
    Status.REFUSED: lambda: _("See what is wrong"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """What the newest settled period came to in one direction and currency."""

    title: str
    amount: Decimal
    currency: str
    label: str
    statements: list[Statement]


@dataclass(frozen=True, slots=True)
class PartnerFront:
    """`more_to_do`: how many are left out."""

    has_agreements: bool
    due: list[Due]
    to_do: list[ToDo]
    more_to_do: int
    estimates: list[Estimate]
    statements: list[Statement]
    reports: list[Report]
    payments: list[NextPayment]


def partner_front(*, user: User, partner: Partner) -> PartnerFront:
    """For a member; outsiders find nothing in it."""
    agreements = list(with_periods(agreements_in_force_of(user, partner)))
    to_do = [
        _to_do(user, agreement, each)
        for agreement in agreements
        for each in status_of_periods(agreement)
        if each.due.reporter == Agreement.Party.PARTNER and each.status in WAITING
    ]
    statements = statements_of(user, partner)
    return PartnerFront(
        has_agreements=bool(agreements),
        due=_due(statements),
        to_do=[
            *partner_terms(user, partner),
            *partner_bank_accounts(user, partner),
            *partner_doubts(user, partner),
            *partner_beside_money(user, partner),
            *partner_joint_work(user, partner),
            *partner_deployments(user, partner),
            *to_do[:NEWEST],
            *partner_ends(user, partner),
        ],
        more_to_do=max(0, len(to_do) - NEWEST),
        estimates=list(running_estimates_of(user, partner)[:NEWEST]),
        statements=list(statements[:NEWEST]),
        reports=list(reports_of(user, partner).defer("verdict")[:NEWEST]),
        payments=partner_payments(partner) if partner.pk in partner_ids(user) else [],
    )


def _due(statements) -> list[Due]:
    """Sums of the newest period that has statements; what comes to nothing is left out."""
    newest = statements.order_by("-period__from_date").first()
    if newest is None:
        return []
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for each in statements.filter(period__label=newest.period.label):
        if each.due_as_issued:
            grouped.setdefault((each.direction, each.currency), []).append(each)
    return [
        Due(
            title=direction_title(direction),
            amount=sum((each.due_as_issued for each in found), Decimal(0)),
            currency=currency,
            label=newest.period.label,
            statements=found,
        )
        for (direction, currency), found in sorted(grouped.items())
    ]


def _to_do(user: User, agreement: Agreement, each: PeriodStatus) -> ToDo:
    may = may_report(user, agreement, each.due.from_date)
    report = each.report if each.status != Status.PARTLY else None
    if report is not None and each.status in ACTS:
        url = reverse("report", args=[report.pk])
    else:
        page = "declare_period" if each.status == Status.PARTLY else "new_report"
        query = {"agreement": agreement.number, "period": each.due.label}
        url = f"{reverse(page)}?{urlencode(query)}" if may else reverse("reports")
    act = ACTS.get(each.status, lambda: _("Upload"))()
    return ToDo(
        text=_("Usage of %(period)s") % {"period": formats.period(each.due.label)},
        sub=f"{agreement.number} · {agreement.title}",
        url=url,
        badge=str(each.status.label),
        kind=each.kind,
        act=act if may else "",
        why_not=why_not_report(user, agreement, each.due.from_date),
    )
