"""Until the worker is done."""

import time
from typing import Any

PATIENCE = 120


def wait_for(row: Any, states: set) -> None:
    """Until the worker brought the row into one of the states. Raises TimeoutError with what it is in."""
    started = time.monotonic()
    while True:
        row.refresh_from_db()
        if row.state in states:
            return
        if time.monotonic() - started > PATIENCE:
            raise TimeoutError(f"{row} is still {row.state} after {PATIENCE} s; see the worker's log.")
        time.sleep(0.05)
