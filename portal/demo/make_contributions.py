"""Contributions and joint goals, each brought as far as its story goes, before the first month is settled."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.contributions.accept_contribution import accept_contribution
from agreements.contributions.add_evidence import add_evidence
from agreements.contributions.counter_contribution import counter_contribution
from agreements.contributions.draft_contribution import Work, draft_contribution
from agreements.contributions.file_contribution import file_contribution
from agreements.contributions.offer import Offer, offer_of
from agreements.contributions.refuse_contribution import refuse_contribution
from agreements.contributions.withdraw_contribution import withdraw_contribution
from agreements.goals.confirm_goal import confirm_goal
from agreements.goals.propose_goal import Aim, propose_goal
from agreements.models import Agreement, Contribution, JointGoal
from agreements.settled_until import settled_until
from portal.accounts.models import User
from portal.demo.joint_work import CONTRIBUTIONS, GOALS, LICENSOR, PARTNER, State, Told
from portal.demo.months import demo_labels
from portal.demo.people import member, staff
from portal.periods import next_period, parse_label


def make_contributions() -> None:
    """What is missing of them."""
    labels = demo_labels()
    upcoming = next_period(parse_label(labels[-1])).start if labels else date.max
    for told in CONTRIBUTIONS:
        _contribution(told, upcoming)
    for host, party, confirmed, title, metric, target, first, last, more in GOALS:
        agreement = _agreement(host)
        goal = JointGoal.objects.filter(agreement=agreement, title=title).first()
        if goal is None:
            scope = {name: more.get(name, "*") for name in ("application", "model", "market")}
            days = parse_label(first).start, parse_label(last).end
            aim = Aim(title, metric, Decimal(target), *days, scope, more.get("unit", ""))
            goal = propose_goal(by=_speaker(party, host), agreement=agreement, aim=aim)
        if confirmed and goal.state == JointGoal.State.PROPOSED:
            confirm_goal(by=_speaker(_other(party), host), goal=goal, version=goal.version)


def _contribution(told: Told, upcoming: date) -> None:
    agreement, by = _agreement(told.host), _speaker(told.party, told.host)
    row = Contribution.objects.filter(agreement=agreement, title=told.title).first()
    first = told.from_date or upcoming
    if row is None:
        settled = settled_until(agreement)
        if settled is not None and first < settled:
            return  # a demo from before there were contributions: its months stay as they were
        offer = Offer(
            first,
            told.to_date,
            {"application": told.application, "model": "*", "market": "*"},
            _number(told.points),
            _number(told.amount),
        )
        row = draft_contribution(by=by, agreement=agreement, work=_work(told), offer=offer)
        if told.evidence:
            file = SimpleUploadedFile("evidence.txt", told.evidence.encode())
            add_evidence(by=by, contribution=row, file=file)
    _bring_on(row, told, by)


def _bring_on(row: Contribution, told: Told, by: User) -> None:
    answers = _speaker(_other(told.party), told.host)
    if row.state == State.DRAFT and told.until != State.DRAFT:
        row = file_contribution(by=by, contribution=row, version=row.version)
    if row.state == State.FILED and told.countered:
        worth = {name: Decimal(value) for name, value in told.countered.items()}
        row = counter_contribution(
            by=answers,
            contribution=row,
            version=row.version,
            offer=replace(offer_of(row), **worth),
            reason=told.reason,
        )
    if row.state in (State.FILED, State.COUNTERED):
        if told.until == State.ACCEPTED:
            # Whose offer stands does not accept it.
            accepts = by if row.state == State.COUNTERED else answers
            accept_contribution(by=accepts, contribution=row, version=row.version)
        if told.until == State.REFUSED:
            refuse_contribution(by=answers, contribution=row, version=row.version, reason=told.reason)
        if told.until == State.WITHDRAWN:
            withdraw_contribution(by=by, contribution=row, version=row.version, reason=told.reason)


def _work(told: Told) -> Work:
    return Work(told.kind, told.title, told.description, told.method, told.tariff_code, _number(told.claimed))


def _agreement(host: str) -> Agreement:
    return Agreement.objects.filter(partner__code=host).select_related("partner").order_by("pk")[0]


def _speaker(party: str, host: str) -> User:
    return member(host, "admin") if party == PARTNER else staff("contracts")


def _other(party: str) -> str:
    return LICENSOR if party == PARTNER else PARTNER


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
