"""The doors to templates: for the staff who draft agreements."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from agreements.access import staff_agreement, versions_with_rules
from agreements.agreement_templates.beginning import Beginning, of_template, of_version
from agreements.models import AgreementTemplate, Version
from agreements.view_terms import view_terms
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole


def templates(user: User) -> QuerySet[AgreementTemplate]:
    """All, those in use first. Raises Http404 for outsiders, PermissionDenied without the role."""
    require_staff(user, StaffRole.CONTRACTS)
    return AgreementTemplate.objects.select_related("saved_by").order_by("retired_at", "name")


def template_of(user: User, template_id: int) -> AgreementTemplate:
    return get_object_or_404(templates(user), pk=template_id)


def beginning_from(user: User, template_id: str = "", number: str = "") -> Beginning | None:
    """What a new agreement begins with: a template in use, else the newest terms of the agreement `number`.

    None where neither is named. Raises Http404 for what there is not. Copying is a look at terms.
    """
    if template_id:
        in_use = templates(user).filter(retired_at=None)
        known = template_id.isascii() and template_id.isdigit() and len(template_id) < 19
        return of_template(get_object_or_404(in_use, pk=int(template_id) if known else 0))
    if not number:
        return None
    agreement = staff_agreement(user, number)
    version = newest_terms(versions_with_rules(agreement))
    view_terms(agreement=agreement, by=user, page="draft_agreement")
    return of_version(version) if version else None


def newest_terms(versions: QuerySet[Version]) -> Version | None:
    """The last one in force, else the last draft."""
    return versions.filter(state=Version.State.IN_FORCE).last() or versions.last()
