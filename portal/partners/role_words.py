"""Roles in words, for whoever gives or reads them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import PartnerRole, StaffRole

OF_PARTNERS = {
    PartnerRole.VIEWER: _("reads, changes nothing"),
    PartnerRole.UPLOADER: _("hands in usage reports and attests them"),
    PartnerRole.FINANCE: _("bank account, tax profile, questions and disputes"),
    PartnerRole.SIGNATORY: _("accepts agreements, amendments and outcomes of disputes"),
    PartnerRole.ADMIN: _("decides about the team, contributions and deployments"),
}
OF_STAFF = {
    StaffRole.OPERATIONS: _("partners and reports"),
    StaffRole.CONTRACTS: _("agreements and contributions"),
    StaffRole.FINANCE: _("prepares runs, exchange rates and payouts"),
    StaffRole.APPROVER: _("approves what others prepared"),
    StaffRole.DISPUTES: _("answers questions and disputes"),
    StaffRole.AUDITOR: _("reads all, changes nothing"),
    StaffRole.ADMINISTRATOR: _("decides about the staff and the catalogue"),
}


def role_choices(kind: type[PartnerRole] | type[StaffRole]) -> list[tuple[str, str]]:
    """Each role with what it is for."""
    hints = OF_PARTNERS if kind is PartnerRole else OF_STAFF
    return [(role.value, f"{role.label}: {hints[role]}") for role in kind]


def roles_in_words(kind: type[PartnerRole] | type[StaffRole], roles: Iterable[str]) -> str:
    """Their names, in the order in which roles are listed everywhere."""
    held = set(roles)
    return ", ".join(str(role.label) for role in kind if role in held)
