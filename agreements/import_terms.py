"""Take over terms written as FORMULA's JSON, as drafts: all of them or none."""

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Q

from agreements.catalogue_codes import CatalogueCodes
from agreements.check_terms import check_terms
from agreements.copy_clauses import begin_clauses
from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, Clause, Version
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
    refuse_taken_numbers([each for each in enumerate(checked) if each[1] in wanted], agreement)
    replaced = list(
        replaceable(agreement)
        .filter(
            Q(number__in=[version.number for version in wanted])
            | Q(from_date__in=[version.start for version in wanted])
        )
        .prefetch_related("clauses")
        .order_by("number")
    )
    words = {each.number: list(each.clauses.all()) for each in replaced}
    replaceable(agreement).filter(pk__in=[each.pk for each in replaced]).delete()
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
        _write_words(row, words.get(version.number))
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


def _write_words(row: Version, clauses: list[Clause] | None) -> None:
    """FORMULA's terms say nothing in words: those of the draft that was replaced stay."""
    for clause in clauses or []:
        clause.pk, clause.version = None, row
        clause.save(force_insert=True)
    if not clauses:
        begin_clauses(row)
