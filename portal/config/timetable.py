"""Every periodic task, in one list (Celery beat)."""

TIMETABLE = {
    "pick up uploads whose check was never started or died": {
        "task": "usage.tasks.recheck_stuck_reports",
        "schedule": 30.0,
    },
    "pick up runs whose work was never started or died": {
        "task": "settlements.tasks.resume_runs",
        "schedule": 30.0,
    },
}
