"""The work of runs in the background: ids in, one domain call each, safe to run twice."""

from datetime import date

from celery import shared_task

from settlements.runs import judge_goals as judging
from settlements.runs.estimates import estimate_report as estimating
from settlements.runs.estimates.make_estimate import make_estimate
from settlements.runs.estimates.unissued import agreements_to_estimate, agreements_with_rates
from settlements.runs.issue_run import issue_run
from settlements.runs.restate import compute_restatement as restating
from settlements.runs.settle_agreements import settle_agreements
from settlements.runs.stuck_work import (
    conclude_settled_runs,
    stuck_restatements,
    stuck_settlements,
    unissued_runs,
    waiting_settlements,
)

AT_ONCE, PARTS = 10, 4
"""Of a run at most so many are settled together, and at least in so many parts: all workers have one."""


@shared_task(name="settlements.tasks.settle")
def settle(*settlement_ids: int) -> None:
    settle_agreements(settlement_ids=list(settlement_ids))


@shared_task(name="settlements.tasks.settle_run")
def settle_run(run_id: int) -> None:
    _queue(waiting_settlements(run_id=run_id))


def _queue(settlement_ids: list[int]) -> None:
    together = max(1, min(AT_ONCE, len(settlement_ids) // PARTS))
    for start in range(0, len(settlement_ids), together):
        settle.delay(*settlement_ids[start : start + together])


@shared_task(name="settlements.tasks.issue")
def issue(run_id: int) -> None:
    issue_run(run_id=run_id)


@shared_task(name="settlements.tasks.resume_runs")
def resume_runs() -> None:
    """Put in line again what was never started or died."""
    _queue(stuck_settlements())
    conclude_settled_runs()
    for run_id in unissued_runs():
        issue.delay(run_id)
    for restatement_id in stuck_restatements():
        compute_restatement.delay(restatement_id)


@shared_task(name="settlements.tasks.compute_restatement")
def compute_restatement(restatement_id: int) -> None:
    restating.compute_restatement(restatement_id=restatement_id)


@shared_task(name="settlements.tasks.judge_goals")
def judge_goals() -> None:
    judging.judge_goals()


@shared_task(name="settlements.tasks.estimate_report")
def estimate_report(report_id: int) -> None:
    estimating.estimate_report(report_id=report_id)


@shared_task(name="settlements.tasks.estimate_agreement")
def estimate_agreement(agreement_id: int, label: str = "") -> None:
    make_estimate(agreement_id=agreement_id, label=label)


@shared_task(name="settlements.tasks.estimate_after_run")
def estimate_after_run(run_id: int) -> None:
    """The periods after it open with what was issued."""
    for agreement_id in agreements_to_estimate(run_id=run_id):
        estimate_agreement.delay(agreement_id)


@shared_task(name="settlements.tasks.estimate_after_rates")
def estimate_after_rates(currencies: list[str], first: str, last: str) -> None:
    """Of many rates told together each agreement is estimated once."""
    days = (date.fromisoformat(first), date.fromisoformat(last))
    for agreement_id in agreements_with_rates(currencies=currencies, first=days[0], last=days[1]):
        estimate_agreement.delay(agreement_id)


@shared_task(name="settlements.tasks.refresh_estimates")
def refresh_estimates() -> None:
    """What events did not bring: messages that were lost, and what was broken when they came."""
    for agreement_id in agreements_to_estimate():
        estimate_agreement.delay(agreement_id)
