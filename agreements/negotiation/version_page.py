"""What the page of one version shows."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from agreements.audience import Audience
from agreements.exclusivity.conflicts import conflicts_of, sentence_for_staff
from agreements.models import Clause, TermsComment, Version
from agreements.negotiation.acts import version_acts
from agreements.negotiation.next_step import next_step
from agreements.negotiation.who_edits import LICENSOR_EDITS, of_licensor
from agreements.operations.operations_on import standing_versions
from agreements.operations.over_time import over_time
from agreements.sides import LICENSOR, side_name
from portal.accounts.access import is_staff
from portal.accounts.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment as its reader sees it; the shape elements/thread.html wants. `own`: of the reader's side."""

    message: TermsComment
    own: bool
    sender: str
    file_url: str = ""


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """`clause` is None for what was said about a number that only rules name."""

    number: str
    clause: Clause | None
    thread: list[Entry]


def version_page(
    *, version: Version, shown: dict[str, Any], reader: User, audience: Audience
) -> dict[str, Any]:
    """`shown`: the version's own fragment, with the rules that the page tells."""
    threads: dict[str, list[Entry]] = {}
    for comment in version.comments.select_related("author"):
        own = audience.is_staff == (comment.party == LICENSOR)
        entry = Entry(comment, own, side_name(comment.party, version.partner))
        threads.setdefault(comment.clause_number, []).append(entry)
    whole = threads.pop("", [])
    clauses = [ClauseShown(each.number, each, threads.pop(each.number, [])) for each in version.clauses.all()]
    clauses += [ClauseShown(number, None, thread) for number, thread in threads.items()]
    return {
        "version": version,
        "agreement": version.agreement,
        "over_time": over_time(version.agreement, standing_versions(version.agreement) or [version]),
        "drafter": side_name(version.party, version.partner),
        "shown": shown,
        "clauses": clauses,
        "whole": whole,
        "acts": version_acts(version, reader, staff=audience.is_staff),
        "next_step": next_step(version),
        "changes": [
            (each, side_name(each.party, version.partner)) for each in version.changes.select_related("by")
        ],
        "conflicts": _conflicts(version) if audience.is_staff else [],
        "signed": list(version.signed_documents.select_related("file", "by")),
        "compare_url": _compare_url(version, audience),
        "prepares": is_staff(reader, *LICENSOR_EDITS),
        "edit_url": _edit_url(version),
    }


def _conflicts(version: Version) -> list[str]:
    """Why its rights cannot come into force, as things stand now."""
    if version.state in (Version.State.IN_FORCE, Version.State.SET_ASIDE):
        return []
    return [sentence_for_staff(grant, holding) for grant, holding in conflicts_of(version)]


def _compare_url(version: Version, audience: Audience) -> str:
    """Where the version stands beside the one it answers, or the one before it."""
    return f"{audience.url('compare_versions', version.agreement.number)}?new={version.number}"


def _edit_url(version: Version) -> str:
    name = "edit_version" if of_licensor(version) else "partner_edit_version"
    return reverse(name, args=[version.agreement.number, version.number])
