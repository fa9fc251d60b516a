"""The sheet of opening balances against what is here; each new one is entered, to be confirmed."""

from decimal import Decimal

from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.workbooks.models import ImportedAgreement
from portal.workbooks.plan import Difference, NewOpening, Plan, PlannedAgreement, Status
from portal.workbooks.read_sheets import Row
from settlements.engine.exact import plain
from settlements.openings.check_opening import OpeningFault, check_opening
from settlements.openings.enter_opening import says
from settlements.openings.figures import ZERO, Figures
from settlements.openings.read import live_openings, terms_to_open
from settlements.openings.why_not import why_not_carry_over

FIGURES = (
    *("settled_until", "currency", "balance", "advance_left", "guarantee_earned", "cap_earned", "source"),
)
NEEDED = ("settled_until", "currency", "balance", "source")
# Column of the opening → column of the sheet.
PLACES = {
    "carried_date": "settled_until",
    "currency": "currency",
    "balance": "balance",
    "advance_balance": "advance_left",
    "guarantee_earned": "guarantee_earned",
    "cap_earned": "cap_earned",
    "source": "source",
    "quantity": "rule_quantity",
    "base": "rule_revenue",
    "rule": "rule",
    "counters": "rule",
}


def plan_openings(plan: Plan, rows: list[Row]) -> None:
    """Adds to the plan; rows of one agreement belong together, the first has its figures."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.get("agreement") or "", []).append(row)
    ours = {each.reference: each for each in plan.agreements}
    others = _agreements_here([name for name in groups if name and name not in ours])
    here = [each.agreement for each in plan.agreements if not each.is_new] + list(others.values())
    live = live_openings([each.pk for each in here])
    for name, group in groups.items():
        _check_rows(group)
        agreement = ours[name].agreement if name in ours else others.get(name)
        if agreement is None and name:
            group[0].fault("agreement", _no_agreement(plan, name))
        status, differences = Status.NEW, []
        if agreement is not None and not any(row.faults for row in group):
            status, differences = _plan_group(plan, name, group, ours.get(name), agreement, live)
        for row in group:
            plan.add(row, name, status, differences if row is group[0] else [])


def _agreements_here(names: list[str]) -> dict[str, Agreement]:
    """By reference, else by number."""
    imported = ImportedAgreement.objects.filter(reference__in=names).select_related("agreement__partner")
    found = {each.reference: each.agreement for each in imported}
    numbered = Agreement.objects.filter(number__in=names).select_related("partner")
    return {each.number: each for each in numbered} | found


def _no_agreement(plan: Plan, name: str) -> str:
    if any(each.name == name and each.row.sheet.title == "Agreements" for each in plan.rows):
        return _("Its row in the sheet Agreements has faults. Mend those first.")
    return _("No agreement has this reference or number, here or in the sheet Agreements.")


def _check_rows(group: list[Row]) -> None:
    first = group[0]
    for name in NEEDED:
        if first.get(name) is None and not any(each.heading == name for each in first.faults):
            first.fault(name, _("This must not be empty in the first row of an agreement."))
    seen: set[str] = set()
    for row in group:
        rule = row.get("rule")
        if rule is None and (row.get("rule_quantity") is not None or row.get("rule_revenue") is not None):
            row.fault("rule", _("Say which rule has counted this."))
        if rule is None and row is not first and not row.faults:
            row.fault("rule", _("Further rows of an agreement add counters of rules: name the rule."))
        if rule in seen:
            row.fault("rule", _("The counter of this rule stands in an earlier row already."))
        seen |= {rule} if rule else set()
        for name in FIGURES:
            if row is not first and row.get(name) is not None and row.get(name) != first.get(name):
                sentence = _("Row %(row)s says something else. Leave this empty, or write the same.")
                row.fault(name, sentence % {"row": first.number})


def _plan_group(
    plan: Plan,
    name: str,
    group: list[Row],
    ours: PlannedAgreement | None,
    agreement: Agreement,
    live: dict,
) -> tuple[Status, list[Difference]]:
    figures = _figures(group)
    standing = live.get(agreement.pk) if agreement.pk else None
    if standing is not None:
        differences = [
            Difference(PLACES[column], _told(here), _told(given))
            for column, (here, given) in says(standing, figures).items()
        ]
        if differences and agreement not in plan.looked_at:
            plan.looked_at.append(agreement)
        return (Status.DIFFERS if differences else Status.SAME), differences
    is_new = ours is not None and ours.is_new
    if not is_new and (why := why_not_carry_over(agreement)):
        group[0].fault("agreement", why)
        return Status.FAULT, []
    terms = [ours.terms] if is_new else terms_to_open(agreement)
    for fault in check_opening(agreement=agreement, terms=terms, figures=figures):
        _place(fault, group)
    if not any(row.faults for row in group):
        partner = ours.partner_code if ours else agreement.partner.code
        plan.openings.append(NewOpening(name, None if is_new else agreement, figures, partner))
    return Status.NEW, []


def _figures(group: list[Row]) -> Figures:
    first = group[0]
    return Figures(
        carried_date=first.get("settled_until"),
        currency=first.get("currency"),
        balance=first.get("balance"),
        advance_balance=first.get("advance_left"),
        guarantee_earned=first.get("guarantee_earned") or ZERO,
        cap_earned=first.get("cap_earned") or ZERO,
        counters={
            row.get("rule"): (row.get("rule_quantity") or ZERO, row.get("rule_revenue") or ZERO)
            for row in group
            if row.get("rule")
        },
        source=first.get("source"),
    )


def _place(fault: OpeningFault, group: list[Row]) -> None:
    row = next((each for each in group if fault.rule and each.get("rule") == fault.rule), group[0])
    row.fault(PLACES[fault.field], fault.sentence)


def _told(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return ", ".join(f"{rule}: {each['quantity']}, {each['base']}" for rule, each in value.items())
    return str(value)
