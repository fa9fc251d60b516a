"""What the pages show of a deployment."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agreements.deployments.acts import proposal_of
from agreements.deployments.lifecycle import KINDS, RUNNING, State
from agreements.eligibility.licences import Licences
from agreements.exclusivity.in_force import claim_of_classification
from agreements.models import Classification, Deployment
from agreements.terms_on_page import scope_words
from portal.web import formats

Approved = Classification.State.APPROVED


@dataclass(frozen=True, slots=True)
class RowShown:
    """`is_now`: what it is, or was last, or would be; `flag`: why it should not be served there."""

    deployment: Deployment
    is_now: str
    badge: str
    kind: str
    over: bool
    proposal: str
    flag: str


@dataclass(frozen=True, slots=True)
class Classified:
    row: Classification
    scope: str
    kind: str
    flag: str


def row_shown(deployment: Deployment, today: date, licences: Licences) -> RowShown:
    now, proposal = now_of(deployment, today), proposal_of(deployment)
    over = deployment.state in (State.REFUSED, State.ENDED) and not _live(deployment, today)
    over = over or (deployment.to_date is not None and deployment.to_date <= today)
    badge = deployment.get_state_display()
    if over and deployment.state in RUNNING:
        badge = State.ENDED.label
    waiting = ""
    if proposal is not None and deployment.state != State.PROPOSED:
        names = {"scope": scope_words(proposal), "day": formats.day(proposal.from_date)}
        waiting = _("Proposed: %(scope)s from %(day)s on") % names
    return RowShown(
        deployment=deployment,
        is_now=scope_words(now) if now else "",
        badge=badge,
        kind="neutral" if over else KINDS[deployment.state],
        over=over,
        proposal=waiting,
        flag=_flag(now, deployment, licences) if now and not over else "",
    )


def now_of(deployment: Deployment, today: date) -> Classification | None:
    """What it is on the day; before and after its days, what it will be or was; else what is proposed."""
    rows = [row for row in deployment.classifications.all() if row.state == Approved and _any_day(row)]
    for row in rows:
        if row.from_date <= today and (row.to_date is None or today < row.to_date):
            return row
    if rows:
        return rows[0] if today < rows[0].from_date else rows[-1]
    return next(iter(deployment.classifications.all()), None)


def classified(row: Classification, deployment: Deployment, licences: Licences) -> Classified:
    kinds = {"proposed": "warn", "approved": "good", "refused": "neutral"}
    refused = row.state == Classification.State.REFUSED
    flag = "" if refused else _flag(row, deployment, licences)
    return Classified(row, scope_words(row), kinds[row.state], flag)


def _flag(row: Classification, deployment: Deployment, licences: Licences) -> str:
    row.deployment = deployment
    claim = claim_of_classification(row)
    return licences.flag(row, claim.days) if claim else ""


def _any_day(row: Classification) -> bool:
    return row.to_date is None or row.to_date > row.from_date


def _live(deployment: Deployment, today: date) -> bool:
    return deployment.state == State.ENDED and deployment.to_date is not None and today < deployment.to_date
