"""Whether an agreement is still a draft to correct or throw away, and the sentence where it is not."""

from django.db.models import CASCADE
from django.utils.translation import gettext as _

from agreements.lifecycle import OVER
from agreements.models import Agreement, Version, VersionChange


def why_not_edit(agreement: Agreement) -> str:
    """Empty where the frame may still be corrected, else why not."""
    if agreement.state in OVER:
        return _("This agreement has ended, so its frame stays as it is.")
    if agreement.state != Agreement.State.DRAFT or _ever_in_force(agreement):
        return _("This agreement is in force, so its frame stays as it is. For other terms draft a version.")
    if agreement.versions.filter(state__in=[Version.State.PROPOSED, Version.State.APPROVED]).exists():
        return _("A version is proposed on this frame, so it stays as it is. Take the version back first.")
    return ""


def why_not_discard(agreement: Agreement) -> str:
    """Empty where nothing but its drafts would go with it, else why not."""
    if agreement.state != Agreement.State.DRAFT or _ever_in_force(agreement):
        return _("Only a draft can be discarded. This agreement is or was in force, so it stays.")
    if ever_proposed(agreement):
        return _("A version of it was proposed to the partner, so it cannot be discarded.")
    if rows_hang_on(agreement, that_stay=True):
        return _("Periods, reports or contributions belong to this agreement, so it cannot be discarded.")
    return ""


def rows_hang_on(agreement: Agreement, *, that_stay: bool = False) -> bool:
    """Whether rows other than its versions belong to the agreement, those of the rooms above too.

    `that_stay`: those only that do not go with it.
    """
    return any(
        link.related_model.objects.filter(**{link.field.name: agreement}).exists()
        for link in Agreement._meta.get_fields(include_hidden=True)
        if link.auto_created and link.is_relation and link.related_model is not Version
        if not that_stay or getattr(link, "on_delete", None) is not CASCADE
    )


def ever_proposed(agreement: Agreement) -> bool:
    return VersionChange.objects.filter(version__agreement=agreement).exists()


def _ever_in_force(agreement: Agreement) -> bool:
    return agreement.versions.filter(state=Version.State.IN_FORCE).exists()
