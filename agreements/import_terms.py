"""Take over terms written as FORMULA's JSON, as drafts: all of them or none."""

import hashlib
from typing import Any

from django.db import transaction

from agreements.agreement_terms import take_over_beside
from agreements.beside_terms import begin_beside
from agreements.catalogue_codes import CatalogueCodes
from agreements.check_terms import check_terms
from agreements.lock_draft import lock_agreement, note_editor
from agreements.models import Agreement, Version
from agreements.read_terms import (
    refuse_changes_in_force,
    refuse_taken_numbers,
    replaceable,
    terms_in,
    with_versions_in_force,
)
from agreements.write_terms import write_terms
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from settlements.engine import inputs
from settlements.engine.json_text import canonical_json, load_json


@transaction.atomic
def import_terms(*, agreement: Agreement, document: Any, by: User) -> list[Version]:
    """The drafts made of `document`: a `terms` list, a whole settlement input, or `agreement-terms/1`.

    As text or value; only the last says what is agreed beside FORMULA's terms.

    A version that stands in force and says the same is left alone; a draft of the number says the new
    terms, others of the same first day go. Raises PermissionDenied without the contracts role,
    InvalidInput with every fault.
    """
    require_staff(by, StaffRole.CONTRACTS)
    agreement = lock_agreement(agreement)
    value = load_json(document) if isinstance(document, str | bytes) else document
    terms = terms_in(value, agreement)
    checked = check_terms(agreement=agreement, terms=with_versions_in_force(terms, agreement))[: len(terms)]
    known = refuse_changes_in_force(terms, checked, agreement)
    wanted = [version for version in checked if version.number not in known]
    refuse_taken_numbers([each for each in enumerate(checked) if each[1] in wanted], agreement)
    own = replaceable(agreement)
    numbers = [version.number for version in wanted]
    own.filter(from_date__in=[version.start for version in wanted]).exclude(number__in=numbers).delete()
    drafts = {row.number: row for row in own.filter(number__in=numbers)}
    codes = CatalogueCodes()
    made = []
    for version in wanted:
        row = drafts.get(version.number)
        made.append(_write(row, agreement, version, codes, by))
    take_over_beside(value, agreement, made)
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


def _write(
    row: Version | None, agreement: Agreement, version: inputs.Version, codes: CatalogueCodes, by: User
) -> Version:
    """FORMULA's terms say nothing beside money: what the draft of the number says of it stays."""
    if row is not None:
        note_editor(row, by)
        write_terms(row, version, codes)
        return row
    row = Version(
        agreement=agreement,
        partner=agreement.partner,
        number=version.number,
        prepared_by=by,
        editor_ids=[by.pk],
    )
    write_terms(row, version, codes)
    begin_beside(row)
    return row
