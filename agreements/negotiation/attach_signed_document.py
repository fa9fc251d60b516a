"""Keep the paper that was signed, beside the terms it is about."""

from datetime import date
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_version
from agreements.models import SignedDocument, Version
from agreements.negotiation.acts import SIGNED
from agreements.negotiation.sides import side_of
from portal.accounts.deputies import licensor_today
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.files.purposes import FilePurpose
from portal.files.store_file import store_file


@transaction.atomic
def attach_signed_document(
    *, version: Version, by: User, file: BinaryIO, signatories: str, signed_date: date
) -> SignedDocument:
    """A PDF of an approved or accepted version, with the names under it. Both sides can open it.

    Http404 for outsiders, PermissionDenied without a role; ValidationError with sentences; Refused as
    `store_file` says.
    """
    party = side_of(by, version.agreement.partner)
    version = lock_version(version)
    if version.state not in SIGNED:
        message = _("Only what is approved or in force has a signed document. Load the page again.")
        raise ValidationError(message, "not_signed")
    names = signatories.strip()
    if not names:
        raise ValidationError(_("Say who signed it."), "no_names")
    if signed_date > licensor_today():
        raise ValidationError(_("That day is still to come. Say on which day it was signed."), "future")
    stored = store_file(
        content=file,
        name=getattr(file, "name", None) or "signed.pdf",
        folder="signed",
        partner=version.partner,
        stored_by=by,
        purpose=FilePurpose.SIGNED,
    )
    document = SignedDocument.objects.create(
        version=version,
        partner=version.partner,
        file=stored,
        signatories=names,
        signed_date=signed_date,
        party=party,
        by=by,
    )
    record_event(
        event="signed_document.attached",
        subject=version.agreement.number,
        actor=by,
        partner=version.partner,
        details={"version": version.number, "sha256": stored.sha256, "signed": signed_date.isoformat()},
    )
    return document
