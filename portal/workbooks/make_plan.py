"""The plan of a workbook, from its bytes and what is here now."""

from django.utils.translation import gettext as _

from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.workbooks.plan import Plan
from portal.workbooks.plan_agreements import plan_agreements
from portal.workbooks.plan_openings import plan_openings
from portal.workbooks.plan_partners import plan_partners
from portal.workbooks.read_sheets import read_sheets
from portal.workbooks.sheets import SHEETS


def make_plan(*, content: bytes, by: User) -> Plan:
    """Writes nothing. Raises Refused where the file cannot be read at all."""
    read = read_sheets(content)
    plan = Plan()
    partners, agreements, rates, openings = (read.rows[sheet.title] for sheet in SHEETS)
    plan_partners(plan, partners)
    plan_agreements(plan, agreements, rates, by)
    plan_openings(plan, openings)
    places = {sheet.title: place for place, sheet in enumerate(SHEETS)}
    plan.rows.sort(key=lambda each: (places[each.row.sheet.title], each.row.number))
    plan.faults = read.faults + [fault for each in plan.rows for fault in each.row.faults]
    if plan.partners and not is_staff(by, StaffRole.OPERATIONS):
        sentence = _("It would register partners. %(who)s Or let them be registered first.")
        plan.missing_roles.append(sentence % {"who": needed_roles([StaffRole.OPERATIONS])})
    return plan
