"""Which tasks follow which event of the outbox. Each is safe to run twice and gets the event's args."""

SUBSCRIPTIONS: dict[str, list[str]] = {
    "report.received": ["usage.tasks.check_report"],
    "report.outdated": ["usage.tasks.check_report"],
    "report.erasing": ["usage.tasks.finish_erasure"],
    "run.opened": ["settlements.tasks.settle_run"],
    "run.resettled": ["settlements.tasks.settle_run"],
    "run.approved": ["settlements.tasks.issue"],
    "restatement.opened": ["settlements.tasks.compute_restatement"],
    "restatement.recomputed": ["settlements.tasks.compute_restatement"],
}
