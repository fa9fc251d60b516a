"""An act in a fork, which a blow may end at any of its statements."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from django.db import connection

KILLED = -signal.SIGKILL


class Fork:
    """`act()` on a connection of its own. `blow()` falls before the statement number `at`, or, where
    there are fewer, when all is done but the process has not answered yet."""

    def __init__(self, act: Callable[[], object], *, blow: Callable[[], None], at: int, says: Path) -> None:
        self.says = says
        connection.close()
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(_run(act, blow, at, says))

    def ends(self) -> int:
        """How it ended: 0, 1 where the act raised, or minus the signal. What it said is in `says`."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _run(act: Callable[[], object], blow: Callable[[], None], at: int, says: Path) -> int:
    count = 0

    def counted(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if count == at:
            blow()
        return execute(sql, params, many, context)

    with says.open("w") as said:
        try:
            with connection.execute_wrapper(counted):
                act()
            if count < at:
                blow()
            said.write(str(count))
        except BaseException:
            traceback.print_exc(file=said)
            return 1
    return 0


def die() -> None:
    """As by the kernel, for want of memory."""
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
