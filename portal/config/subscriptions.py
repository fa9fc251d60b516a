"""Which tasks follow which event of the outbox. Each is safe to run twice and gets the event's args."""

SUBSCRIPTIONS: dict[str, list[str]] = {
    "report.received": ["usage.tasks.check_report"],
    "report.outdated": ["usage.tasks.check_report"],
    "report.checked": ["settlements.tasks.estimate_report"],
    "report.submitted": ["settlements.tasks.estimate_report"],
    "report.withdrawn": ["settlements.tasks.estimate_report"],
    "report.admitted": ["settlements.tasks.estimate_report"],
    "report.given_up": ["settlements.tasks.estimate_report"],
    "report.erasing": ["usage.tasks.finish_erasure"],
    "run.opened": ["settlements.tasks.settle_run"],
    "run.resettled": ["settlements.tasks.settle_run"],
    "run.approved": ["settlements.tasks.issue"],
    "statement.pdf_asked": ["settlements.tasks.make_pdf"],
    "statement_archive.asked": ["settlements.tasks.make_statement_archive"],
    "run.issued": ["settlements.tasks.estimate_after_run"],
    # Nobody follows it yet: payouts will, to void what was approved for the account before.
    "bank_account.changed": ["settlements.tasks.void_batches"],
    "bank_statement.taken": ["settlements.tasks.read_bank_statement"],
    "restatement.opened": ["settlements.tasks.compute_restatement"],
    "restatement.recomputed": ["settlements.tasks.compute_restatement"],
}
