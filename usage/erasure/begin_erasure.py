"""The step that takes a report's rows out of everybody's sight; the bytes themselves go right after it."""

from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from usage.models import Erasure, Report


def begin_erasure(*, report: Report, erasure: Erasure, by: User | None) -> None:
    """Part of the act: both rows are locked, the report's rows are not needed. Saves them both.

    Nothing that stood in a cell stays in the verdict: what kinds of problems there were, and how many, does.
    """
    now = timezone.now()
    report.erased_at, report.verdict = now, without_values(report.verdict)
    report.save(update_fields=["erased_at", "verdict"])
    erasure.state, erasure.decided_by, erasure.decided_at = Erasure.State.ERASING, by, now
    erasure.save()
    put_event(event="report.erasing", args=[erasure.pk], partner=report.partner)
    record_event(
        event="report.erasure_begun",
        subject=f"report {report.pk}",
        actor=by,
        partner=report.partner,
        details={"reason": erasure.reason, "sha256": report.file.sha256, "rows": report.rows},
    )


def without_values(verdict: dict[str, Any]) -> dict[str, Any]:
    """The verdict without examples, and without what the file as a whole was refused for in detail."""
    return {
        **verdict,
        "groups": [{**group, "examples": []} for group in verdict.get("groups", [])],
        "file_problems": [{**each, "details": {}} for each in verdict.get("file_problems", [])],
    }
