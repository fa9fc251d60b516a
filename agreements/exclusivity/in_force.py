"""The exclusive rights and live deployments of other agreements that a claim meets."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agreements.exclusivity.claim import Claim, claim_of
from agreements.exclusivity.resting import Resting
from agreements.models import Agreement, Classification, Deployment, ExclusivityGrant, Version
from portal.periods import DateRange

SCOPE = ("application", "model", "market")
LIVE = (Deployment.State.APPROVED, Deployment.State.CONTESTED, Deployment.State.ENDED)
"""States in which a deployment is live on its days."""
IN_FORCE = (Version.State.IN_FORCE,)
PROMISED = (Version.State.IN_FORCE, Version.State.APPROVED)
"""What is approved binds the licensor already: a signatory may accept it any time."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a scope on which days: by a grant, or with a deployment."""

    row: ExclusivityGrant | Classification
    agreement: Agreement
    days: DateRange

    @property
    def code(self) -> str:
        return self.row.code if isinstance(self.row, ExclusivityGrant) else self.row.deployment.code


def grants_keeping_out(states: tuple[str, ...] = IN_FORCE) -> QuerySet[ExclusivityGrant]:
    """Rights held by partners in versions of these states, past and coming ones too."""
    return ExclusivityGrant.objects.filter(
        version__state__in=states, holder=Agreement.Party.PARTNER
    ).select_related("version__agreement__partner", *SCOPE)


def claim_of_grant(grant: ExclusivityGrant, version: Version | None = None) -> Claim | None:
    """On its own days within its version and agreement; `version` where that is not as the row says yet."""
    version = version or grant.version
    return claim_of(
        grant, (grant.from_date, grant.to_date), (version.from_date, version.to_date), term_of(version)
    )


def claim_of_classification(row: Classification) -> Claim | None:
    """On its own days within those of its deployment and of the agreement."""
    live = (row.deployment.from_date, row.deployment.to_date)
    return claim_of(row, (row.from_date, row.to_date), live, term_of(row.deployment))


def term_of(row: Version | Deployment) -> tuple:
    return row.agreement.starts_date, row.agreement.ends_date


def grants_meeting(
    claim: Claim, *, agreement: Agreement, states: tuple[str, ...] = IN_FORCE
) -> Iterator[Holding]:
    """Rights of other agreements."""
    rows = grants_keeping_out(states).exclude(version__agreement=agreement).filter(scope_meets(claim))
    for grant in rows.order_by("version__agreement__number", "code", "pk"):
        held = claim_of_grant(grant)
        if held is not None and held.meets(claim):
            yield Holding(grant, grant.version.agreement, held.days)


def deployments_meeting(claim: Claim, *, agreement: Agreement) -> Iterator[Holding]:
    """Live deployments of other agreements."""
    rows = (
        Classification.objects.filter(
            scope_meets(claim), state=Classification.State.APPROVED, deployment__state__in=LIVE
        )
        .exclude(deployment__agreement=agreement)
        .select_related("deployment__agreement__partner", *SCOPE)
    )
    for row in rows.order_by("deployment__agreement__number", "deployment__code", "pk"):
        held = claim_of_classification(row)
        if held is not None and held.meets(claim):
            yield Holding(row, row.deployment.agreement, held.days)


def scope_meets(claim: Claim) -> Q:
    """Rows with a scope that shares something with the claim's."""
    meets = Q()
    for name in SCOPE:
        value = getattr(claim, name)
        if value is not None:
            meets &= Q(**{name: None}) | Q(**{name: value})
    return meets


def grants_on_days(days: DateRange) -> list[Holding]:
    """The rights in force on one of the days, each on those of its days on which it holds.

    A right that rests keeps nobody out on that day.
    """
    rows = grants_keeping_out()
    meeting = []
    for grant in rows.order_by("version__agreement__number", "code", "pk"):
        held = claim_of_grant(grant)
        if common := held and held.days.clip(days):
            meeting.append((grant, common))
    resting = Resting(grant for grant, _common in meeting)
    return [
        Holding(grant, grant.version.agreement, each)
        for grant, common in meeting
        for each in resting.held(grant, common)
    ]
