"""The exclusive rights and live deployments of other partners that a claim meets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from agreements.exclusivity.claim import Claim, claim_of
from agreements.models import Agreement, Classification, ExclusivityGrant, Version
from agreements.models.deployments import Deployment
from portal.accounts.models import Partner
from portal.periods import DateRange

SCOPE = ("application", "model", "market")
LIVE = (Deployment.State.APPROVED, Deployment.State.CONTESTED, Deployment.State.ENDED)
"""States in which a deployment is live on its days."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a scope on which days: by a grant, or with a deployment."""

    row: ExclusivityGrant | Classification
    agreement: Agreement
    days: DateRange

    @property
    def code(self) -> str:
        return self.row.code if isinstance(self.row, ExclusivityGrant) else self.row.deployment.code


def grants_in_force() -> QuerySet[ExclusivityGrant]:
    """Rights that keep others out: held by a partner, in a version in force, past and coming ones too."""
    return ExclusivityGrant.objects.filter(
        version__state=Version.State.IN_FORCE, holder=Agreement.Party.PARTNER
    ).select_related("version__agreement__partner", *SCOPE)


def claim_of_grant(grant: ExclusivityGrant, version: Version | None = None) -> Claim | None:
    """On its own days within its version and agreement; `version` where that is not as the row says yet."""
    version = version or grant.version
    term = (version.agreement.starts_date, version.agreement.ends_date)
    return claim_of(grant, (grant.from_date, grant.to_date), (version.from_date, version.to_date), term)


def claim_of_classification(row: Classification, deployment: Deployment | None = None) -> Claim | None:
    """On its own days within those of its deployment."""
    deployment = deployment or row.deployment
    return claim_of(row, (row.from_date, row.to_date), (deployment.from_date, deployment.to_date))


def grants_meeting(claim: Claim, *, partner: Partner) -> Iterator[Holding]:
    """Exclusive rights in force of partners other than `partner`."""
    rows = grants_in_force().exclude(partner=partner).filter(_scope_meets(claim))
    for grant in rows.order_by("version__agreement__number", "code", "pk"):
        held = claim_of_grant(grant)
        if held is not None and held.meets(claim):
            yield Holding(grant, grant.version.agreement, held.days)


def deployments_meeting(claim: Claim, *, partner: Partner) -> Iterator[Holding]:
    """Live deployments of partners other than `partner`."""
    rows = (
        Classification.objects.filter(
            _scope_meets(claim), state=Classification.State.APPROVED, deployment__state__in=LIVE
        )
        .exclude(partner=partner)
        .select_related("deployment__agreement__partner", *SCOPE)
    )
    for row in rows.order_by("deployment__agreement__number", "deployment__code", "pk"):
        held = claim_of_classification(row)
        if held is not None and held.meets(claim):
            yield Holding(row, row.deployment.agreement, held.days)


def grants_on_days(*, start: date, end: date, other_than: Partner) -> list[Holding]:
    """Other partners' rights in force on a day of `[start, end)`."""
    days = DateRange(start, end)
    held = (
        (grant, claim_of_grant(grant)) for grant in grants_in_force().exclude(partner=other_than)
    )
    return [
        Holding(grant, grant.version.agreement, claim.days)
        for grant, claim in held
        if claim is not None and claim.days.overlaps(days)
    ]


def _scope_meets(claim: Claim) -> Q:
    meets = Q()
    for name in SCOPE:
        value = getattr(claim, name)
        if value is not None:
            meets &= Q(**{name: None}) | Q(**{name: value})
    return meets
