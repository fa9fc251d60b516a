"""The doors to estimates. A staff look at one is in the partner's audit trail, as one at a statement is."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event
from settlements.statements.access import READERS
from settlements.statements.estimates.models import Estimate
from settlements.statements.models import Statement
from usage.models import Period

SHOWN = 12
_ISSUED = Statement.objects.filter(agreement=OuterRef("agreement"), period=OuterRef("period"))


def running_estimates_of(user: User, partner: Partner) -> QuerySet[Estimate]:
    """The partner's newest periods without a statement; documents left out. None for outsiders."""
    return _running().filter(partner=partner, partner_id__in=partner_ids(user))[:SHOWN]


def staff_estimates(user: User) -> QuerySet[Estimate]:
    """Every partner's periods that have no statement yet, for the roles that need amounts."""
    require_staff(user, *READERS)
    return _running()


def partner_estimated_period(user: User, number: str, label: str) -> Period:
    """A period of an agreement of an organisation the person belongs to. Outsiders: Http404."""
    return get_object_or_404(_periods().filter(partner_id__in=partner_ids(user)), **_named(number, label))


def staff_estimated_period(user: User, number: str, label: str) -> Period:
    """A period for staff; the look is recorded in the partner's chain. Outsiders: Http404."""
    require_staff(user, *READERS)
    period = get_object_or_404(_periods(), **_named(number, label))
    with transaction.atomic():
        record_event(event="estimate.viewed", subject=f"{number} {label}", actor=user, partner=period.partner)
    return period


def _running() -> QuerySet[Estimate]:
    rows = Estimate.objects.filter(~Exists(_ISSUED)).defer("input_document", "result_document")
    return rows.select_related("agreement", "partner", "period")


def _periods() -> QuerySet[Period]:
    return Period.objects.select_related("agreement", "partner")


def _named(number: str, label: str) -> dict[str, str]:
    return {"agreement__number": number, "label": label}
