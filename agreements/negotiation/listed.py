"""The versions of an agreement that are not in force, as both sides' pages list them."""

from collections.abc import Iterable
from typing import Any

from agreements.models import Version
from agreements.negotiation.acts import version_acts
from agreements.negotiation.next_step import next_step
from agreements.sides import side_name
from portal.accounts.models import User

KINDS = {"draft": "neutral", "proposed": "warn", "approved": "info", "set_aside": "neutral"}


def negotiation_shown(versions: Iterable[Version], user: User, *, staff: bool) -> dict[str, Any]:
    """What is drafted and proposed, and apart from it what was set aside, of rows a door gave."""
    open_ones, over = [], []
    for version in versions:
        if version.state == Version.State.IN_FORCE:
            continue
        row = {
            "version": version,
            "kind": KINDS[version.state],
            "drafter": side_name(version.party, version.partner),
            "next_step": next_step(version),
            "acts": version_acts(version, user, staff=staff),
        }
        (over if version.state == Version.State.SET_ASIDE else open_ones).append(row)
    return {"negotiated": open_ones, "set_aside": over}
