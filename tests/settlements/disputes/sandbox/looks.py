"""Pages of the sandbox as a reader has them."""

import re

from settlements.disputes.sandbox.changes import changes_text
from tests.settlements.disputes.pages import look


def plain(text: str) -> str:
    """Without marks and with ASCII signs, so that figures can be looked for."""
    return re.sub("[\u200e\u200f]", "", text).replace("−", "-").replace("\xa0", " ")


def begun(client, user, found, changes, **query) -> str:
    return plain(
        look(client, user, "propose_outcome", found.number, recomputed=changes_text(changes), **query)
    )
