"""Archives that nobody seems to be making: their worker died, or was never told."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from settlements.statements.archive.make_statement_archive import ATTEMPTS
from settlements.statements.archive.models import StatementArchive

PATIENCE = timedelta(minutes=5)
"""One statement takes seconds, a very large one a minute or two."""
log = logging.getLogger(__name__)


@transaction.atomic
def stuck_archives() -> list[int]:
    """Ids of those not heard of for long, to be begun again; those begun too often have failed."""
    now = timezone.now()
    quiet = StatementArchive.objects.filter(state=StatementArchive.State.WAITING, moved_at__lt=now - PATIENCE)
    # One whose file is being stored is locked, and not stuck.
    rows = list(quiet.select_for_update(skip_locked=True).order_by("pk"))
    for row in rows:
        row.moved_at = now
        if row.attempts >= ATTEMPTS:
            row.state = StatementArchive.State.FAILED
            log.error("making an archive of statements ended its worker", extra={"archive": row.pk})
        row.save(update_fields=["moved_at", "state"])
    return [row.pk for row in rows if row.state == StatementArchive.State.WAITING]
