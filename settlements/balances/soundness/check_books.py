"""Check the books, keep what was found, and tell finance of what is new."""

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.access import staff_with_role
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from settlements.balances.soundness.models import BooksCheck
from settlements.balances.soundness.standing_faults import standing_faults
from settlements.balances.verify_books import Discrepancy, verify_books

log = logging.getLogger(__name__)
Occasion = BooksCheck.Occasion
QUICK = {Occasion.HOUR, Occasion.BEFORE_RUN, Occasion.AFTER_RUN}
KEPT, TOLD = 500, 10


def check_books(*, occasion: BooksCheck.Occasion, subject: str = "", by: User | None = None) -> BooksCheck:
    """One look at the books; finance is told of each discrepancy once, as long as it stands.

    Documents are read at night and whenever a person asks. Safe to run twice, and by many at once.
    """
    as_of, thorough = timezone.now(), occasion not in QUICK
    found = verify_books(thorough=thorough)
    for each in found:
        log.error("The books do not agree: %s", each)
    return _keep(found, occasion=occasion, subject=subject, as_of=as_of, thorough=thorough, asked_by=by)


@transaction.atomic
def _keep(found: list[Discrepancy], *, as_of: datetime, **facts: Any) -> BooksCheck:
    with connection.cursor() as cursor:
        # Of two that end at once, one tells.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('check_books'))")
    before = standing_faults()
    kept = [asdict(each) for each in found[:KEPT]]
    check = BooksCheck.objects.create(as_of=as_of, found=len(found), discrepancies=kept, **facts)
    after = standing_faults()
    news = [each for each in after if each not in before]
    if news:
        notify(
            people=staff_with_role(StaffRole.FINANCE),
            kind="books_disagree",
            context={"count": len(news), "news": news[:TOLD], "more": len(news) - TOLD},
            link=reverse("books"),
        )
    if news or check.asked_by or bool(before) != bool(after):
        record_event(
            event="books.disagreed" if news else "books.agreed" if before and not after else "books.checked",
            subject=f"check {check.pk}",
            actor=check.asked_by,
            details={"occasion": str(check.occasion), "about": check.subject, "found": check.found},
        )
    return check
