"""Import what the dry run showed: all of it or nothing."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.draft_agreement import draft_agreement
from agreements.import_terms import import_terms
from agreements.models import Agreement
from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.partners.register_partner import register_partner
from portal.refused import Refused
from portal.workbooks.make_plan import make_plan
from portal.workbooks.models import ImportedAgreement, Workbook
from portal.workbooks.plan import Plan, PlannedAgreement
from portal.workbooks.plan_agreements import draft_of
from portal.workbooks.store_workbook import content_of
from settlements.engine.faults import InvalidInput
from settlements.openings.enter_opening import enter_opening

ONE_AT_A_TIME = "import of a workbook"


def import_workbook(*, workbook: Workbook, by: User, digest: str) -> Plan:
    """Partners registered, agreements drafted, openings entered, by the portal's own acts.

    `digest` is that of the plan the person looked at. Staff of contracts; of operations too where it
    registers partners. Raises Refused: `changed` where the plan would be another one by now, and
    `nothing_new`, `faults`.
    """
    require_staff(by, StaffRole.CONTRACTS)
    content = content_of(workbook)
    try:
        with transaction.atomic():
            return _import(workbook, content, by, digest)
    except (ValidationError, InvalidInput):
        # Checked a moment ago: something it rests on was changed since.
        raise _changed() from None


def _import(workbook: Workbook, content: bytes, by: User, digest: str) -> Plan:
    # Of two who import the same at once, the second finds it there.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [ONE_AT_A_TIME])
    plan = make_plan(content=content, by=by)
    if plan.digest() != digest:
        raise _changed()
    if not plan.may_import:
        code = "faults" if plan.faults or plan.missing_roles else "nothing_new"
        raise Refused(code, " ".join(plan.missing_roles) or _("There is nothing in it that can be imported."))
    # Before any audit chain: every act locks its agreement first, and its partner's chain last.
    here = [each.agreement.pk for each in plan.openings if each.agreement]
    list(Agreement.objects.filter(pk__in=here).order_by("pk").select_for_update())
    for each in plan.partners:
        register_partner(by=by, code=each.code, **each.given)
    made = _write(plan, workbook, by)
    workbook.imported_by, workbook.imported_at = by, timezone.now()
    workbook.save(update_fields=["imported_by", "imported_at"])
    record_event(
        event="workbook.imported",
        subject=f"workbook {workbook.pk}",
        actor=by,
        details={
            "sha256": workbook.sha256,
            "partners": [each.code for each in plan.partners],
            "agreements": {reference: agreement.number for reference, agreement in made.items()},
            "openings": [each.reference for each in plan.openings],
        },
    )
    return plan


def _write(plan: Plan, workbook: Workbook, by: User) -> dict[str, Agreement]:
    """Reference → the draft. Partner by partner in the order of their ids, as audit chains are locked."""
    codes = {each.partner_code for each in (*plan.new_agreements, *plan.openings)}
    made: dict[str, Agreement] = {}
    for partner in Partner.objects.filter(code__in=codes).order_by("pk"):
        for each in plan.new_agreements:
            if each.partner_code == partner.code:
                made[each.reference] = _draft(each, partner, workbook, by)
        for opening in plan.openings:
            if opening.partner_code == partner.code:
                agreement = opening.agreement or made[opening.reference]
                enter_opening(agreement=agreement, figures=opening.figures, by=by)
    return made


def _draft(planned: PlannedAgreement, partner: Partner, workbook: Workbook, by: User) -> Agreement:
    agreement = draft_agreement(by=by, partner=partner, **draft_of(planned))
    import_terms(agreement=agreement, document=[planned.terms], by=by)
    ImportedAgreement.objects.create(
        reference=planned.reference, agreement=agreement, partner=partner, workbook=workbook
    )
    return agreement


def _changed() -> Refused:
    sentence = _("Something it rests on changed since you looked. Nothing was imported: look at it anew.")
    return Refused("changed", sentence)
