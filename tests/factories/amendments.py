"""Later versions of an agreement that change how it is carried out."""

from datetime import date

from agreements.draft_version import draft_version
from agreements.models import Agreement, Version
from agreements.operations import operations_document
from agreements.operations.edit_operations import edit_operations
from tests.factories.agreements import bring_into_force, preparer


def amend(agreement: Agreement, from_date: str, **operations) -> Version:
    """The newest terms once more from the day on, in force, with these operational terms changed."""
    return bring_into_force(amendment(agreement, from_date, **operations))


def amendment(agreement: Agreement, from_date: str, **operations) -> Version:
    """As `amend`, still a draft."""
    newest = agreement.versions.order_by("from_date").last()
    version = draft_version(
        agreement=agreement, from_date=date.fromisoformat(from_date), by=preparer(), copy_of=newest
    )
    said = operations_document.document(version) | operations
    edit_operations(version=version, operations=said, by=preparer())
    return version
