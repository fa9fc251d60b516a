"""Take a dialect out of use."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from usage.dialects.access import require_editor
from usage.models import Dialect


@transaction.atomic
def retire_dialect(*, dialect: Dialect, by: User) -> None:
    """No new report is read in it; those that were keep it. Raises Refused: `dialect_retired`."""
    require_editor(by, dialect.partner)
    row = Dialect.objects.select_for_update().get(pk=dialect.pk)
    if row.retired_at:
        raise Refused("dialect_retired", _("This dialect is no longer in use already."))
    row.retired_at = timezone.now()
    row.save(update_fields=["retired_at"])
    record_event(
        event="dialect.retired",
        subject=f"dialect {row.pk}",
        actor=by,
        partner=row.partner,
        details={"dialect": row.code},
    )
