"""What an agreement may begin with: all that a template, or a version of another agreement, says."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from agreements.beside_terms import beside_document, write_beside
from agreements.catalogue_codes import CatalogueCodes
from agreements.check_terms import check_version
from agreements.models import Agreement, AgreementTemplate, Version
from agreements.terms_document import version_document
from agreements.write_terms import write_terms

FRAME = ("title", "collected_by", "reporter", "settlement_currency", "period_length", "time_zone")
_DATES = ("from", "to")


@dataclass(frozen=True, slots=True)
class Beginning:
    """`terms`, `beside` as in AgreementTemplate: days counted from the first. `source`: of what."""

    source: str
    frame: dict[str, str]
    terms: dict[str, Any]
    beside: dict[str, Any] = field(default_factory=dict)


def of_template(template: AgreementTemplate) -> Beginning:
    return Beginning(template.name, template.frame, template.terms, template.beside)


def of_version(version: Version) -> Beginning:
    """As `versions_with_rules` reads it."""
    agreement = version.agreement
    return Beginning(
        source=f"{agreement.number} v{version.number}",
        frame={name: getattr(agreement, name) for name in FRAME} | _own_frame(version),
        terms=_without_days(version),
        beside=_beside_without_days(version),
    )


def begin_like(version: Version, like: Beginning) -> None:
    """Let an empty draft say what `like` says, from its own first day. Raises InvalidInput."""
    agreement: Agreement = version.agreement
    document = _with_days(like.terms, version)
    write_terms(version, check_version(agreement=agreement, version=document), CatalogueCodes())
    obligations = [
        {**row, "first_due": _day(version, row["first_due"])} for row in like.beside.get("obligations", [])
    ]
    write_beside(version, {**like.beside, "obligations": obligations})


def _without_days(version: Version) -> dict[str, Any]:
    document = version_document(version)
    kept = {name: value for name, value in document.items() if name not in ("version", "from", "to")}
    if "exclusivity" in kept:
        kept["exclusivity"] = [
            {
                name: _days(version, value) if name in ("from", "to") else value
                for name, value in grant.items()
            }
            for grant in kept["exclusivity"]
        ]
    return kept


def _beside_without_days(version: Version) -> dict[str, Any]:
    """Nobody is named, and no day of its own."""
    said = beside_document(version)
    said["operations"] = {
        name: value for name, value in said["operations"].items() if name not in _own_frame(version)
    }
    said["obligations"] = [
        {name: value for name, value in row.items() if name != "owner"}
        | {"first_due": _days(version, row["first_due"])}
        for row in said["obligations"]
    ]
    return said


def _own_frame(version: Version) -> dict[str, str]:
    """What the version says in place of its agreement's frame; an agreement begun like it has it there."""
    said = beside_document(version)["operations"]
    return {name: said[name] for name in ("reporter", "period_length") if name in said}


def _with_days(terms: dict[str, Any], version: Version) -> dict[str, Any]:
    document = {**terms, "version": version.number, "from": version.from_date.isoformat()}
    document["exclusivity"] = [
        {name: _day(version, said) if name in _DATES else said for name, said in grant.items()}
        for grant in terms.get("exclusivity", [])
    ]
    return document


def _days(version: Version, day: str) -> int:
    return (date.fromisoformat(day) - version.from_date).days


def _day(version: Version, days: int) -> str:
    try:
        return (version.from_date + timedelta(days=days)).isoformat()
    except OverflowError:  # "for ever" was written as the last day there is
        return (date.max if days > 0 else date.min).isoformat()
