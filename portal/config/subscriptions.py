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
    "run.approval_requested": ["settlements.tasks.verify_books_before_run"],
    "run.approved": ["settlements.tasks.issue"],
    "statement.pdf_asked": ["settlements.tasks.make_pdf"],
    "statement_archive.asked": ["settlements.tasks.make_statement_archive"],
    "run.issued": ["settlements.tasks.estimate_after_run", "settlements.tasks.verify_books_after_run"],
    "books.check_asked": ["settlements.tasks.verify_books_asked"],
    "restatement.opened": ["settlements.tasks.compute_restatement"],
    "restatement.recomputed": ["settlements.tasks.compute_restatement"],
}
