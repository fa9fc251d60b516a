"""Propose what both sides should have reached by a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.catalogue_codes import CatalogueCodes
from agreements.goals.lifecycle import State
from agreements.goals.tell import subject_of, tell
from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, GoalChange, JointGoal
from agreements.operations.periods_on import period_on
from agreements.sides import other
from agreements.terms_document import ANY
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused

Metric = JointGoal.Metric
NEEDS_UNIT = (Metric.QUANTITY, Metric.SHARE)


@dataclass(frozen=True, slots=True)
class Aim:
    """What is counted in `[from_date, to_date)` and how far it should come; a share is a ratio.

    `scope`: application, model, market → code, `*` for all. `unit`: a code, or empty.
    """

    title: str
    metric: str
    target: Decimal
    from_date: date
    to_date: date
    scope: dict[str, str]
    unit: str = ""


@transaction.atomic
def propose_goal(*, by: User, agreement: Agreement, aim: Aim) -> JointGoal:
    """It is tracked once the other side confirms it.

    The partner's administrator, or staff of the contracts role. Raises Refused: `no_title`, `not_active`,
    `bad_days`, `bad_target`, `no_unit`, `no_application`, `unknown_code`.
    """
    party = side_of(by, agreement.partner)
    agreement = lock_agreement(agreement)
    _require_days(agreement, aim)
    _require_measure(aim)
    codes = CatalogueCodes()
    goal = JointGoal.objects.create(
        agreement=agreement,
        partner=agreement.partner,
        title=aim.title.strip(),
        metric=aim.metric,
        unit_id=_id(codes.unit, aim.unit) if aim.metric in NEEDS_UNIT else None,
        target=aim.target,
        from_date=aim.from_date,
        to_date=aim.to_date,
        party=party,
        **{f"{name}_id": _id(getattr(codes, name), code) for name, code in aim.scope.items()},
    )
    GoalChange.objects.create(
        goal=goal, partner=goal.partner, from_state="", to_state=State.PROPOSED, party=party, by=by
    )
    tell(kind="goal_proposed", goal=goal, parties=(other(party),), writer=by.name)
    record_event(
        event="goal.proposed",
        subject=subject_of(goal),
        actor=by,
        partner=goal.partner,
        details={"party": party, "metric": goal.metric, "target": f"{goal.target:f}"},
    )
    return goal


def _require_days(agreement: Agreement, aim: Aim) -> None:
    """Whole periods of the term: only those have settled figures."""
    if agreement.state != Agreement.State.ACTIVE:
        raise Refused("not_active", _("This agreement is not in force, so it has no figures to count."))
    starts = (period_on(agreement, day).start for day in (aim.from_date, aim.to_date))
    if tuple(starts) != (aim.from_date, aim.to_date) or aim.from_date >= aim.to_date:
        raise Refused("bad_days", _("A goal counts whole settlement periods, one at least. Choose others."))
    ends = agreement.ends_date
    first = period_on(agreement, agreement.starts_date).start
    if aim.from_date < first or (ends is not None and aim.from_date >= ends):
        raise Refused("bad_days", _("These periods lie outside the agreement's term. Choose others."))


def _require_measure(aim: Aim) -> None:
    if not aim.title.strip() or len(aim.title) > 200:
        raise Refused("no_title", _("Give the goal a title of at most 200 characters."))
    if aim.target <= 0:
        raise Refused("bad_target", _("The target must be more than zero."))
    if aim.metric == Metric.SHARE and aim.target > 1:
        raise Refused("bad_target", _("A share is at most 100 %."))
    if aim.metric in NEEDS_UNIT and not aim.unit:
        raise Refused("no_unit", _("Say which unit is counted."))
    if aim.metric == Metric.SHARE and aim.scope["application"] == ANY:
        raise Refused("no_application", _("Say whose share of the usage is meant: choose an application."))


def _id(known: dict[str, int], code: str) -> int | None:
    if code in ("", ANY):
        return None
    if code not in known:
        sentence = _("The catalogue has no “%(code)s”. Choose from the list.")
        raise Refused("unknown_code", sentence % {"code": code})
    return known[code]
