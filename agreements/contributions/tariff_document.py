"""The tariff of a version as a document: what kinds of work are worth, by id.

`[{"id": "bias-audit", "kind": "maintenance", "name": "Yearly bias audit", "points": "0.005"}, …]`, points as
a ratio, or `amount` in settlement currency per period; `note` may be absent.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from agreements.models import Agreement, TariffRow, Version
from agreements.models.contributions import ContributionKind
from portal.money.currencies import exponent
from settlements.engine.exact import plain
from settlements.engine.faults import Fault, FaultList, InvalidInput
from settlements.engine.members import Members, member_names

_MEMBERS = member_names("id kind name points amount note")
_LONGEST = {"id": 60, "name": 200, "note": 1000}
_MOST = 200


def document(version: Version) -> list[dict[str, str]]:
    """The rows by id; empty where the version has no tariff."""
    return [_row_document(row) for row in sorted(version.tariff.all(), key=lambda row: row.code)]


def write(version: Version, value: Any) -> None:
    """Replace the tariff of a draft. The caller holds its lock. Raises InvalidInput."""
    if found := faults(value, agreement=version.agreement):
        raise InvalidInput(found)
    version.tariff.all().delete()
    TariffRow.objects.bulk_create(
        TariffRow(
            version=version,
            partner_id=version.partner_id,
            code=row["id"],
            kind=row["kind"],
            name=row["name"],
            points=_decimal(row.get("points")),
            amount=_decimal(row.get("amount")),
            note=row.get("note") or "",
        )
        for row in value
    )


def faults(value: Any, *, agreement: Agreement, path: str = "tariff") -> list[Fault]:
    """Everything wrong with it, by path; empty where it can be written."""
    found = FaultList()
    if not isinstance(value, list) or len(value) > _MOST:
        found.add(path, "wrong_type", f"A tariff is a list of at most {_MOST} rows.")
        return found.found
    decimals = exponent(agreement.settlement_currency)
    for index, raw in enumerate(value):
        _read_row(raw, f"{path}[{index}]", decimals, found)
    found.found += _repeated(value, path)
    return found.found


def _read_row(raw: Any, path: str, decimals: int, found: FaultList) -> None:
    members = Members(raw, path, _MEMBERS, found)
    for name in ("id", "name"):
        members.text(name)
    if "note" in members:
        members.optional_text("note")
    members.choice("kind", tuple(ContributionKind.values))
    points = members.nullable("points", members.number)
    amount = members.nullable("amount", lambda name: members.money(name, decimals))
    if not members.is_object:
        return
    if (points is None) == (amount is None):
        members.fault("amount", "points_and_amount", "A row grants either points or an amount.")
    elif members.ok and not (points or amount or 0) > 0:
        members.fault(
            "points" if amount is None else "amount", "not_positive", "This must be more than zero."
        )
    for name, longest in _LONGEST.items():
        text = raw.get(name)
        if isinstance(text, str) and (len(text) > longest or not text.isprintable()):
            members.fault(name, "bad_text", f"This must be at most {longest} printable characters.")
        elif name != "note" and isinstance(text, str) and not text.strip():
            members.fault(name, "missing_value", "This must not be empty.")


def _repeated(value: list[Any], path: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, row in enumerate(value):
        code = row.get("id") if isinstance(row, dict) else None
        if not isinstance(code, str):
            continue
        if code in seen:
            yield Fault(f"{path}[{index}].id", "repeated_id", "Another row has this id.")
        seen.add(code)


def _row_document(row: TariffRow) -> dict[str, str]:
    members = {
        "id": row.code,
        "kind": row.kind,
        "name": row.name,
        "points": None if row.points is None else plain(row.points),
        "amount": None if row.amount is None else plain(row.amount),
        "note": row.note or None,
    }
    return {name: value for name, value in members.items() if value is not None}


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
