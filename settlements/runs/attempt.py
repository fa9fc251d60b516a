"""Work that may kill its worker, cannot be done, or fails by a fault of ours: what is said of it then."""

import logging
from collections.abc import Callable

from django.db import OperationalError

from portal.refused import Refused

ATTEMPTS = 3
log = logging.getLogger(__name__)


def attempt(
    *, begun: int, work: Callable[[], None], give_up: Callable[[str, str], None], of: dict[str, int]
) -> None:
    """`begun`: how often, this time counted, committed before. `give_up(code, sentence)` where it is no use.

    `of` names the row in the log. What the database refuses for now (OperationalError) is raised: the work
    waits on.
    """
    if begun > ATTEMPTS:
        give_up("gave_up", f"It was begun {ATTEMPTS} times and never finished.")
        return
    try:
        work()
    except OperationalError:
        raise
    except Refused as refusal:
        give_up(refusal.code, refusal.sentence)
    except Exception as fault:
        log.exception("settling failed", extra=of)
        give_up("unexpected", f"An unexpected error stopped it: {type(fault).__name__}.")
