"""Prepare other terms from a day on: an amendment is a later version."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agreements.access import versions_with_rules
from agreements.beside_terms import begin_beside
from agreements.carry_over import carry_over
from agreements.catalogue_codes import CatalogueCodes
from agreements.check_terms import check_version
from agreements.lifecycle import OVER
from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, Version
from agreements.terms_document import version_document
from agreements.write_terms import write_terms
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def draft_version(
    *, agreement: Agreement, from_date: date, by: User, copy_of: Version | None = None
) -> Version:
    """A draft under the next number, saying what `copy_of` says, else nothing but what is in force
    beside money.

    Raises PermissionDenied without the contracts role; ValidationError for a day outside the term, or on
    which a version in force begins; InvalidInput where what `copy_of` says cannot stand in the agreement.
    """
    require_staff(by, StaffRole.CONTRACTS)
    agreement = lock_agreement(agreement)
    _check_day(agreement, from_date)
    last = agreement.versions.aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        agreement=agreement,
        partner=agreement.partner,
        number=last + 1,
        from_date=from_date,
        prepared_by=by,
        editor_ids=[by.pk],
    )
    if copy_of is not None:
        said = versions_with_rules(agreement).get(pk=copy_of.pk)
        document = {**version_document(said), "version": version.number, "from": from_date.isoformat()}
        document.pop("to", None)
        write_terms(version, check_version(agreement=agreement, version=document), CatalogueCodes())
        carry_over(copy_of, version)
    else:
        begin_beside(version)
    record_event(
        event="version.drafted",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={
            "version": version.number,
            "from": from_date.isoformat(),
            "copy_of": copy_of.number if copy_of else None,
        },
    )
    return version


def _check_day(agreement: Agreement, from_date: date) -> None:
    if agreement.state in OVER:
        raise ValidationError(_("This agreement has ended; it takes no new terms."), "ended")
    if from_date < agreement.starts_date or (agreement.ends_date and from_date >= agreement.ends_date):
        message = _("The agreement is not in force on that day. Choose a day of its term.")
        raise ValidationError({"from_date": ValidationError(message, "outside_term")})
    same_day = agreement.versions.filter(state=Version.State.IN_FORCE, from_date=from_date).first()
    if same_day:
        message = _("Version %(number)s begins on that day already. Choose a later day.")
        raise ValidationError(
            {"from_date": ValidationError(message, "day_taken", {"number": same_day.number})}
        )
