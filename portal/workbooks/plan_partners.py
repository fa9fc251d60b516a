"""The sheet of partners against those that are here."""

from portal.accounts.models import Partner
from portal.partners.check_registration import checked_registration
from portal.refused import Refused
from portal.web.plain_text import skeleton
from portal.workbooks.plan import Difference, NewPartner, Plan, Status
from portal.workbooks.read_sheets import Row
from portal.workbooks.repeated import fault_repeated

COLUMNS = ("name", "legal_name", "street", "postal_code", "town", "region", "country", "language")
PLACES = {
    "bad_code": "code",
    "code_taken": "code",
    "name_taken": "name",
    "bad_country": "country",
    "bad_language": "language",
    "incomplete": "legal_name",
    "unseen_character": "name",
}


def plan_partners(plan: Plan, rows: list[Row]) -> None:
    """Adds to the plan; partners are known by their code."""
    codes = [row.get("code") for row in rows if row.get("code")]
    standing = Partner.objects.in_bulk(codes, field_name="code")
    plan.partners_named = {code: Partner(code=code) for code in codes} | standing
    fault_repeated(rows, "code", lambda value: value)
    fault_repeated(rows, "name", skeleton)
    for row in rows:
        code = row.get("code") or ""
        if row.faults:
            plan.add(row, code, Status.FAULT)
        elif code in standing:
            found = _differences(row, standing[code])
            plan.add(row, code, Status.DIFFERS if found else Status.SAME, found)
        else:
            _plan_new(plan, row, code)


def _plan_new(plan: Plan, row: Row, code: str) -> None:
    given = {name: row.get(name) or "" for name in COLUMNS}
    try:
        checked_registration(code=code, **given)
    except Refused as refusal:
        row.fault(PLACES[refusal.code], refusal.sentence)
    else:
        plan.partners.append(NewPartner(code, given))
    plan.add(row, code, Status.NEW)


def _differences(row: Row, partner: Partner) -> list[Difference]:
    """Columns left empty say nothing."""
    return [
        Difference(name, getattr(partner, name), row.get(name))
        for name in COLUMNS
        if row.get(name) and row.get(name) != getattr(partner, name)
    ]
