"""Take over terms written as FORMULA's JSON, as drafts: all of them or none."""

import hashlib
from typing import Any

from django.db import transaction

from agreements.catalogue_codes import CatalogueCodes
from agreements.check_terms import check_terms
from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, Version
from agreements.operations_document import copy_operations
from agreements.read_terms import refuse_changes_in_force, terms_in, with_versions_in_force
from agreements.write_terms import write_terms
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from settlements.engine.json_text import canonical_json


@transaction.atomic
def import_terms(*, agreement: Agreement, document: Any, by: User) -> list[Version]:
    """The drafts made of `document`: a `terms` list or a whole settlement input, as text or value.

    A version that stands in force and says the same is left alone; drafts of the same number or first
    day are replaced. Raises PermissionDenied without the contracts role, InvalidInput with every fault.
    """
    require_staff(by, StaffRole.CONTRACTS)
    agreement = lock_agreement(agreement)
    terms = terms_in(document, agreement)
    checked = check_terms(agreement=agreement, terms=with_versions_in_force(terms, agreement))[: len(terms)]
    known = refuse_changes_in_force(terms, checked, agreement)
    wanted = [version for version in checked if version.number not in known]
    drafts = agreement.versions.filter(state=Version.State.DRAFT)
    # FORMULA's terms say nothing of operations: what the draft of the number said stays
    replaced = {draft.number: draft for draft in drafts.select_related("operations")}
    (
        drafts.filter(number__in=[version.number for version in wanted])
        | drafts.filter(from_date__in=[version.start for version in wanted])
    ).delete()
    codes = CatalogueCodes()
    made = []
    for version in wanted:
        row = Version(
            agreement=agreement,
            partner=agreement.partner,
            number=version.number,
            prepared_by=by,
            editor_ids=[by.pk],
        )
        write_terms(row, version, codes)
        copy_operations(row, replaced.get(row.number))
        made.append(row)
    record_event(
        event="terms.imported",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={
            "versions": [row.number for row in made],
            "sha256": hashlib.sha256(canonical_json(terms)).hexdigest(),
        },
    )
    return made
