"""Add a rule to a draft, or change one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.access import versions_with_rules
from agreements.catalogue_codes import CatalogueCodes
from agreements.check_terms import check_version
from agreements.lock_draft import lock_draft, note_editor
from agreements.models import RateRule, Version
from agreements.negotiation.who_edits import require_editor
from agreements.terms_document import rule_document, version_document
from agreements.write_terms import write_rule
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.engine.faults import Fault, InvalidInput


@transaction.atomic
def edit_rule(*, version: Version, rule: dict[str, Any], by: User, row: RateRule | None = None) -> RateRule:
    """Write `rule`, a rate rule as in FORMULA section 10, over `row` or as a new one.

    Raises PermissionDenied for those who may not edit it; ValidationError where it is no draft or a row
    that is gone; InvalidInput with paths from the rule's members.
    """
    require_editor(version, by)
    version = lock_draft(version)
    current = versions_with_rules(version.agreement).get(pk=version.pk)
    rows = list(current.rules.all())
    if row is not None and row not in rows:
        raise ValidationError(_("This rule was removed meanwhile. Add it again."), "removed")
    others = [each for each in rows if each != row]
    document = {**version_document(current), "rate_rules": [rule, *map(rule_document, others)]}
    try:
        checked = check_version(agreement=version.agreement, version=document)
    except InvalidInput as error:
        raise InvalidInput([_from_rule(fault) for fault in error.faults]) from error
    target = row or RateRule(version=version, partner_id=version.partner_id)
    write_rule(target, checked.rate_rules[0], CatalogueCodes())
    note_editor(version, by)
    version.save()
    record_event(
        event="version.edited",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={"version": version.number, "rule": target.code},
    )
    return target


def _from_rule(fault: Fault) -> Fault:
    path = fault.path.removeprefix("rate_rules[0]").removeprefix(".")
    return Fault(path or "$", fault.code, fault.message)
