"""The sheets of agreements and rates against what is here: each new agreement becomes a draft."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.access import versions_with_rules
from agreements.check_frame import check_frame
from agreements.check_terms import check_terms
from agreements.models import Agreement
from portal.accounts.models import Partner, User
from portal.workbooks.compare_terms import frame_differences, header_differences, rule_differences
from portal.workbooks.models import ImportedAgreement
from portal.workbooks.plan import Plan, PlannedAgreement, Status
from portal.workbooks.read_sheets import Row
from portal.workbooks.repeated import fault_repeated
from portal.workbooks.terms_of_rows import check_rule_rows, place_fault, version_of
from settlements.engine.faults import InvalidInput

# Field of the agreement → column.
FRAME = {
    "title": "title",
    "collected_by": "collected_by",
    "reporter": "reporter",
    "settlement_currency": "currency",
    "period_length": "period",
    "time_zone": "time_zone",
    "starts_date": "first_day",
    "ends_date": "ends_before",
}
UNNUMBERED = "AGR-0000-0000"
Rules = dict[str, list[Row]]


def plan_agreements(plan: Plan, rows: list[Row], rates: list[Row], by: User) -> None:
    """Adds to the plan; agreements are known by their reference."""
    fault_repeated(rows, "reference", lambda value: value)
    rules = _rules_by_agreement(rows, rates)
    standing = {
        each.reference: each.agreement
        for each in ImportedAgreement.objects.filter(
            reference__in=[row.get("reference") for row in rows if row.get("reference")]
        ).select_related("agreement__partner")
    }
    partners = plan.partners_named | _partners_named(rows)
    for row in rows:
        reference = row.get("reference") or ""
        planned = _checked(row, rules.get(reference, {}), partners, by)
        if planned is not None and reference in standing:
            _against(plan, planned, standing[reference])
        elif planned is not None:
            plan.agreements.append(planned)
        # With a fault it is not compared, but it is here.
        status = Status.SAME if reference in standing else Status.NEW
        _add_rows(plan, row, rules.get(reference, {}), status)
    for row in rates:
        plan.add(row, _rate_name(row), Status.NEW)


def _rules_by_agreement(rows: list[Row], rates: list[Row]) -> dict[str, Rules]:
    references = {row.get("reference") for row in rows}
    found: dict[str, Rules] = {}
    for row in rates:
        agreement, rule = row.get("agreement"), row.get("rule")
        if agreement is not None and agreement not in references:
            row.fault("agreement", _("The sheet Agreements has no row of this reference."))
        if agreement is not None and rule is not None:
            found.setdefault(agreement, {}).setdefault(rule, []).append(row)
    for rules in found.values():
        for tiers in rules.values():
            check_rule_rows(tiers)
    return found


def _partners_named(rows: list[Row]) -> dict[str, Partner]:
    codes = [row.get("partner") for row in rows if row.get("partner")]
    return Partner.objects.in_bulk(codes, field_name="code")


def _checked(row: Row, rules: Rules, partners: dict[str, Partner], by: User) -> PlannedAgreement | None:
    """By the portal's own checks, as the acts will; None where a row of it has faults."""
    code = row.get("partner") or ""
    partner = partners.get(code)
    if partner is None and code:
        row.fault("partner", _("No partner has this code, here or in the sheet Partners. Add it there."))
    elif partner is not None and partner.suspended_at:
        row.fault("partner", _("This partner is suspended. Let it in again first."))
    if not rules and not row.faults:
        row.fault("reference", _("The sheet Rates has no row of this agreement. Say what is charged."))
    if row.faults or any(each.faults for tiers in rules.values() for each in tiers):
        return None
    values = {field: row.get(column) for field, column in FRAME.items()}
    agreement = Agreement(number=UNNUMBERED, partner=partner, created_by=by, **values)
    terms = version_of(row, rules)
    try:
        check_frame(agreement, besides={"partner"})
        check_terms(agreement=agreement, terms=[terms])
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            row.fault(FRAME.get(field, "reference"), " ".join(messages))
        return None
    except InvalidInput as invalid:
        for fault in invalid.faults:
            place_fault(fault, row, rules)
        return None
    return PlannedAgreement(row.get("reference"), row, agreement, terms, rules, True, code)


def _against(plan: Plan, planned: PlannedAgreement, agreement: Agreement) -> None:
    """What is here stays, whatever the file says; the plan says where it differs."""
    row, terms = planned.row, planned.terms
    version = versions_with_rules(agreement).filter(number=1).first()
    found = frame_differences(row, agreement, FRAME) + header_differences(terms, version)
    plan.add(row, planned.reference, Status.DIFFERS if found else Status.SAME, found)
    looked = bool(found)
    for rule, tiers in planned.rules.items():
        differences = rule_differences(rule, terms, version)
        looked = looked or bool(differences)
        status = Status.DIFFERS if differences else Status.SAME
        for each in tiers:
            plan.add(each, _rate_name(each), status, differences if each is tiers[0] else [])
    if looked:
        plan.looked_at.append(agreement)
    plan.agreements.append(replace(planned, agreement=agreement, is_new=False))


def _add_rows(plan: Plan, row: Row, rules: Rules, status: Status) -> None:
    plan.add(row, row.get("reference") or "", status)
    for tiers in rules.values():
        for each in tiers:
            plan.add(each, _rate_name(each), status)


def _rate_name(row: Row) -> str:
    return " · ".join(str(each) for each in (row.get("agreement"), row.get("rule")) if each)


def draft_of(planned: PlannedAgreement) -> dict[str, Any]:
    """The arguments of `draft_agreement` beside the person and the partner."""
    return {field: getattr(planned.agreement, field) for field in FRAME}
