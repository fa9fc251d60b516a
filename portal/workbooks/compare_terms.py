"""Where an agreement that is here says something else than its rows."""

from typing import Any

from agreements.models import Agreement, Version
from agreements.terms_document import agreement_document, rule_document, version_document
from portal.workbooks.faults import shortened
from portal.workbooks.plan import Difference
from portal.workbooks.read_sheets import Row
from portal.workbooks.terms_of_rows import PLACES
from settlements.engine import inputs
from settlements.engine.exact import plain
from settlements.engine.faults import InvalidInput
from settlements.engine.parse import parse_version

MEMBERS = (
    *("base", "rounding", "fx_policy", "contribution_points_cap", "minimum_guarantee", "cap", "advance"),
    *("withholding_rate", "payout_threshold"),
)


def frame_differences(row: Row, agreement: Agreement, frame: dict[str, str]) -> list[Difference]:
    found = [
        Difference(column, _told(getattr(agreement, field)), _told(row.get(column)))
        for field, column in frame.items()
        if getattr(agreement, field) != row.get(column)
    ]
    if row.get("partner") != agreement.partner.code:
        found.append(Difference("partner", agreement.partner.code, _told(row.get("partner"))))
    return found


def header_differences(terms: dict[str, Any], version: Version | None) -> list[Difference]:
    """Of version 1, whatever came after it; rates aside."""
    here, theirs = _read(version_document(version), version) if version else None, _read(terms, version)
    if here is None or theirs is None:
        return []
    return [
        Difference(PLACES[name], _told(getattr(here, name)), _told(getattr(theirs, name)))
        for name in MEMBERS
        if getattr(here, name) != getattr(theirs, name)
    ]


def rule_differences(rule: str, terms: dict[str, Any], version: Version | None) -> list[Difference]:
    """One row of differences at most: the tiers and what else is said of the rule."""
    theirs = _read(terms, version)
    wanted = next((each for each in theirs.rate_rules if each.id == rule), None) if theirs else None
    row = next((each for each in version.rules.all() if each.code == rule), None) if version else None
    if row is None:
        return [Difference("rule", "", rule)]
    here = _read({**version_document(version), "rate_rules": [rule_document(row)]}, version)
    if here is None or wanted is None or here.rate_rules[0] == wanted:
        return []
    return [Difference("rate", _tiers(here.rate_rules[0]), _tiers(wanted))]


def _read(document: dict[str, Any], version: Version | None) -> inputs.Version | None:
    """As the engine reads it, so that what is left out equals its default; None where it cannot."""
    if version is None:
        return None
    header = agreement_document(agreement=version.agreement)
    try:
        return parse_version({**document, "exclusivity": [], "to": None}, agreement=header)
    except InvalidInput:
        return None


def _tiers(rule: inputs.RateRule) -> str:
    return ", ".join(
        f"≤ {plain(tier.up_to)}: {plain(tier.rate)}" if tier.up_to is not None else plain(tier.rate)
        for tier in rule.tiers
    )


def _told(value: Any) -> str:
    """Members of a limit one after the other; a number in plain notation."""
    if value is None:
        return ""
    if hasattr(value, "as_tuple"):
        return plain(value)
    parts = [getattr(value, name) for name in ("amount", "per", "recoup_rate") if hasattr(value, name)]
    return " ".join(_told(part) for part in parts) if parts else shortened(value)
