"""The lock every act on an agreement's terms takes first: the agreement's row, then the version's."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from agreements.models import Agreement, Version
from agreements.negotiation.who_edits import why_not_a_draft


def lock_agreement(agreement: Agreement) -> Agreement:
    """The row as it is now, locked until the transaction ends. Raises Http404 once it was discarded."""
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("partner")
    return get_object_or_404(rows, pk=agreement.pk)


def lock_version(version: Version) -> Version:
    """A version as it is now, locked with its agreement. Raises ValidationError once it was discarded."""
    agreement = lock_agreement(version.agreement)
    locked = Version.objects.select_for_update().filter(pk=version.pk).first()
    if locked is None:
        raise ValidationError(_("This draft was discarded meanwhile. Draft a new version."), "discarded")
    locked.agreement = agreement
    return locked


def lock_draft(version: Version) -> Version:
    """As `lock_version`. Raises ValidationError where it is no draft."""
    locked = lock_version(version)
    if refusal := why_not_a_draft(locked):
        raise ValidationError(refusal, locked.state)
    return locked


def note_editor(version: Version, by) -> None:
    """Remember who worked on the draft: none of them may approve it."""
    version.prepared_by = by
    add_editor(version, by)


def add_editor(row: Version | Agreement, by) -> None:
    """The caller saves."""
    if by.pk not in row.editor_ids:
        row.editor_ids = [*row.editor_ids, by.pk]
