"""What becomes of a part that failed by our own fault, or died."""

from django.utils import timezone

from usage.chunks.claims import claimed_part
from usage.chunks.clear_up import clear_up
from usage.claims import ATTEMPTS
from usage.give_up import give_up_check
from usage.models import Part


def give_part_back(*, part: Part) -> None:
    """Let another attempt have it in a minute; after the last one the report is refused, and we are told."""
    if part.attempts < ATTEMPTS:
        claimed_part(part=part).update(state=Part.State.WAITING, queued_at=timezone.now())
    else:
        give_up_part(part=part)


def give_up_part(*, part: Part) -> None:
    """Refuse the report of a part all of whose attempts failed."""
    give_up_check(report_id=part.report_id, claim=part.claim)
    clear_up(part=part)
