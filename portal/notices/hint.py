"""Work begun at once where the broker answers; otherwise the sweepers find it."""

import logging
import time
from collections.abc import Callable

from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
SILENT_SECONDS = 5.0


class Hints:
    """After a broker that did not answer, none is tried for a while: a request waits for it once at most."""

    def __init__(self) -> None:
        self.silent_until = float("-inf")

    def __call__(self, work: Callable[..., object], *args: object) -> None:
        if time.monotonic() < self.silent_until:
            return
        try:
            work(*args)
        except OperationalError as fault:
            self.broker_is_gone(fault)

    def broker_is_gone(self, fault: BaseException) -> None:
        self.silent_until = time.monotonic() + SILENT_SECONDS
        log.warning("the broker does not answer; the sweeper follows", extra={"fault": str(fault)[:200]})


hint = Hints()
