"""Every periodic task, in one list (Celery beat)."""

from celery.schedules import crontab

TIMETABLE = {
    "pick up uploads whose check was never started or died": {
        "task": "usage.tasks.recheck_stuck_reports",
        "schedule": 30.0,
    },
    "erase reports older than they may be kept": {
        "task": "usage.tasks.erase_by_age",
        "schedule": crontab(hour=2, minute=30),
    },
    "finish erasures that were broken off": {
        "task": "usage.tasks.finish_erasures",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "pick up parts of checks that were never started or died": {
        "task": "usage.tasks.recheck_stuck_parts",
        "schedule": 30.0,
    },
    "forget sample files of dialects": {
        "task": "usage.tasks.forget_samples",
        "schedule": crontab(minute=50),
    },
    "forget uploads that nobody went on with": {
        "task": "usage.tasks.clear_expired_uploads",
        "schedule": crontab(minute=40),
    },
    "pick up runs whose work was never started or died": {
        "task": "settlements.tasks.resume_runs",
        "schedule": 30.0,
    },
    "pick up archives of statements whose making was never started or died": {
        "task": "settlements.tasks.resume_statement_archives",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "pick up PDFs of statements whose making was never started or died": {
        "task": "settlements.tasks.resume_pdfs",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "pick up bank statements whose reading was never started or died": {
        "task": "settlements.tasks.resume_bank_statements",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "deliver events that no hint brought out": {
        "task": "portal.notices.tasks.deliver_waiting_events",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "send mail that no hint brought out, or that failed": {
        "task": "portal.notices.tasks.deliver_waiting_mails",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "scan files stored without a scan": {
        "task": "portal.files.tasks.scan_waiting_files",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "forget events delivered long ago": {
        "task": "portal.notices.tasks.clear_delivered_events",
        "schedule": 86400.0,
    },
    "write digests of notices whose hour has come": {
        "task": "portal.notices.tasks.write_due_digests",
        "schedule": crontab(minute="*/15"),
        "options": {"expires": 900},
    },
    "forget notices read long ago": {
        "task": "portal.notices.tasks.clear_old_notices",
        "schedule": crontab(hour=2, minute=50),
    },
    "forget answers given to programs long ago": {
        "task": "portal.api.tasks.forget_keys",
        "schedule": 3600.0,
    },
    "recompute the audit trail": {
        "task": "portal.audit.tasks.verify_audit",
        "schedule": crontab(hour=3, minute=10),
    },
    "check the books": {
        "task": "settlements.tasks.verify_books",
        "schedule": crontab(minute=20),
    },
    "check the books, documents and all": {
        "task": "settlements.tasks.verify_books",
        "schedule": crontab(hour=3, minute=40),
        "kwargs": {"occasion": "night"},
    },
    "write down what obligations will be due": {
        "task": "agreements.tasks.make_all_dues",
        "schedule": crontab(hour=0, minute=20),
    },
    "remind of figures due and late": {
        "task": "usage.tasks.remind_of_reports",
        "schedule": crontab(hour=6, minute=10),
    },
    "remind of obligations": {
        "task": "agreements.tasks.remind_of_obligations",
        "schedule": crontab(hour=6, minute=40),
    },
    "estimate anew what no message brought": {
        "task": "settlements.tasks.refresh_estimates",
        "schedule": crontab(hour=4, minute=40),
    },
    "say which joint goals are reached or missed": {
        "task": "settlements.tasks.judge_goals",
        "schedule": crontab(hour=4, minute=10),
    },
    "warn that tax certificates end": {
        "task": "portal.partners.tasks.warn_of_expiry",
        "schedule": crontab(hour=6, minute=20),
    },
    "end agreements whose last day is over": {
        "task": "agreements.tasks.end_terms",
        "schedule": crontab(minute=5),
    },
    "remind partners of what they owe": {
        "task": "settlements.tasks.remind_remittances",
        "schedule": crontab(hour=6, minute=50),
    },
    "remind of disputes, and end those without an answer": {
        "task": "settlements.tasks.remind_of_disputes",
        "schedule": crontab(hour=5, minute=30),
    },
    "tell finance that certificates of treaties end": {
        "task": "settlements.tasks.remind_of_treaties",
        "schedule": crontab(hour=6, minute=25),
    },
    "tell that agreements end soon": {
        "task": "agreements.tasks.warn_of_renewals",
        "schedule": crontab(hour=6, minute=30),
    },
}
