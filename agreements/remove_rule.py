"""Take a rule out of a draft."""

from django.db import transaction

from agreements.lock_draft import lock_draft, note_editor
from agreements.models import RateRule
from agreements.negotiation.who_edits import require_editor
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def remove_rule(*, rule: RateRule, by: User) -> None:
    """Delete the rule with its tiers. Raises PermissionDenied, or ValidationError where it is no draft."""
    require_editor(rule.version, by)
    version = lock_draft(rule.version)
    RateRule.objects.filter(pk=rule.pk, version=version).delete()
    note_editor(version, by)
    version.save()
    record_event(
        event="version.edited",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number, "removed_rule": rule.code},
    )
