"""Finish the erasures that were begun: those whose hint was lost, or whose worker died."""

import logging

from usage.erasure.finish_erasure import finish_erasure
from usage.models import Erasure

log = logging.getLogger(__name__)


def finish_erasures() -> int:
    """How many are finished now. One that fails is tried again next time, and does not stop the others."""
    finished = 0
    for pk in Erasure.objects.filter(state=Erasure.State.ERASING).values_list("pk", flat=True):
        try:
            finish_erasure(erasure_id=pk)
        except Exception:
            log.exception("an erasure could not be finished", extra={"erasure": pk})
        else:
            finished += 1
    return finished
