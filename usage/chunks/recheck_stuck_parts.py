"""Find the parts of checks that were never started, or died; and what ended checks left."""

from collections.abc import Callable

from usage.chunks.claims import free_parts, parts_at_work
from usage.chunks.clear_up import clear_up
from usage.chunks.give_part_back import give_up_part
from usage.chunks.put_in_line import put_in_line
from usage.claims import ATTEMPTS
from usage.models import Part


def recheck_stuck_parts(*, queue: Callable[[int], object]) -> list[int]:
    """Hand them to `queue` again and return their ids; reports with one out of attempts are refused."""
    for part in free_parts().filter(attempts__gte=ATTEMPTS):
        give_up_part(part=part)
    for part in _one_of_each(Part.objects.exclude(pk__in=parts_at_work())):
        clear_up(part=part)
    put = []
    for part in _one_of_each(parts_at_work()):
        put += put_in_line(report_id=part.report_id, began=part.began, queue=queue)
    return put


def _one_of_each(parts) -> list[Part]:
    """The first part of each check."""
    return list(parts.order_by("report_id", "began", "number").distinct("report_id", "began"))
