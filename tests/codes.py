"""Second factors for those who log in as people do: by typing. Knows no Django."""

import time

from portal.demo.codes import PERIOD, code_at


def code_now(secret: str) -> str:
    """The code of the moment; one about to change is not worth typing, so that is waited for."""
    if PERIOD - time.time() % PERIOD < 3:
        time.sleep(3)
    return code_at(secret, time.time())
