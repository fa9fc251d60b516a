"""The obligations of a version as a member of `agreement-terms/1`."""

from typing import Any

from agreements.catalogue_codes import CatalogueCodes
from agreements.models import Agreement, Obligation, Version
from agreements.obligations.owners import people_of_party
from agreements.read_members import Row, read_rows
from agreements.terms_document import ANY

MEMBER = "obligations"
MEMBERS = (
    *("code", "clause", "kind", "party", "title", "text", "owner", "first_due", "recurrence", "hours"),
    *("evidence_needed", "consequence", "grant", "application", "model", "market"),
)
SCOPE = ("application", "model", "market")
MOST_HOURS = 24 * 90
CODE = r"[a-z0-9][a-z0-9._-]*"


def document(version: Version) -> list[dict[str, Any]]:
    """By code; what is empty is absent, a person is named by e-mail address, `*` stands for all."""
    return [obligation_document(row) for row in version.obligations.all()]


def obligation_document(row: Obligation) -> dict[str, Any]:
    members = {
        **{name: getattr(row, name) for name in ("code", "clause", "kind", "party", "title", "text")},
        "owner": row.owner.email if row.owner else None,
        "first_due": row.first_due_date.isoformat(),
        "recurrence": row.recurrence,
        "hours": row.hours,
        "evidence_needed": row.evidence_needed,
        "consequence": row.consequence,
        "grant": row.grant,
        **{name: getattr(row, name).code if getattr(row, name) else ANY for name in SCOPE},
    }
    return {name: value for name, value in members.items() if value not in (None, "")}


def write(version: Version, value: Any) -> None:
    """Replace the obligations of a draft. The caller holds its lock. Raises InvalidInput."""
    rows = read(version, value)
    version.obligations.all().delete()
    Obligation.objects.bulk_create(
        Obligation(version=version, partner_id=version.partner_id, **row) for row in rows
    )


def read(version: Version, value: Any) -> list[dict[str, Any]]:
    """The fields of each row. Raises InvalidInput with every fault."""
    codes = CatalogueCodes()
    people = {
        party: {person.email: person.pk for person in people_of_party(version.partner, party)}
        for party in Agreement.Party.values
    }
    return read_rows(
        value, path=MEMBER, known=MEMBERS, key="code", read=lambda row: _fields(row, codes, people)
    )


def _fields(row: Row, codes: CatalogueCodes, people: dict[str, dict[str, int]]) -> dict[str, Any]:
    party = row.choice("party", Agreement.Party.values)
    return {
        "code": row.code("code", CODE),
        "clause": row.text("clause", 20, optional=True),
        "kind": row.choice("kind", Obligation.Kind.values),
        "party": party,
        "title": row.text("title", 200),
        "text": row.text("text", 5_000, lines=True),
        "owner_id": _owner(row, people[party]),
        "first_due_date": row.day("first_due"),
        "recurrence": row.choice("recurrence", Obligation.Recurrence.values),
        "hours": row.whole("hours", MOST_HOURS),
        "evidence_needed": row.yes("evidence_needed"),
        "consequence": row.choice("consequence", Obligation.Consequence.values),
        "grant": row.text("grant", 100, optional=True),
        **{f"{name}_id": _scope(row, name, getattr(codes, name)) for name in SCOPE},
    }


def _owner(row: Row, people: dict[str, int]) -> int | None:
    email = row.text("owner", 254, optional=True)
    if email and email not in people:
        row.wrong("owner", "unknown_person", "This is no active person of the party that it binds.")
    return people.get(email)


def _scope(row: Row, name: str, known: dict[str, int]) -> int | None:
    if row.value.get(name) in (None, ANY):
        return None
    return known.get(row.choice(name, known, f"unknown_{name}"))
