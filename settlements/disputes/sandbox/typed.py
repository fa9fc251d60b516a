"""Kept changes as the page's fields hold them, so that one can go on from facts tried before."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

from agreements.fields import percent_of_share
from settlements.disputes.sandbox.changes import ADDED, ADDED_PLACE, Document
from settlements.disputes.sandbox.told import is_percent


def typed_query(told: Sequence[Document]) -> str:
    """For the address of the page. Of added usage the last place: the page has fields for one."""
    typed: dict[str, str] = {}
    for each in told:
        if each["fact"] in ADDED:
            typed |= {f"added-{name}": value for name, value in zip(ADDED_PLACE, each["of"], strict=True)}
            typed[f"added-{each['fact']}"] = each["to"]
        else:
            name = "-".join((each["fact"], *each["of"]))
            typed[name] = percent_of_share(Decimal(each["to"])) if is_percent(each) else each["to"]
    return urlencode(typed)
