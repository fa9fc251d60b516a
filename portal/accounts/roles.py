"""The roles of INTERFACE.md ("People"). None includes another; every member may read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerRole(models.TextChoices):
    VIEWER = "viewer", _("Viewer")
    UPLOADER = "uploader", _("Uploader")
    FINANCE = "finance", _("Finance")
    SIGNATORY = "signatory", _("Signatory")
    ADMIN = "admin", _("Administrator of the organisation")


class StaffRole(models.TextChoices):
    OPERATIONS = "operations", _("Operations")
    CONTRACTS = "contracts", _("Contracts")
    FINANCE = "finance", _("Finance (staff)")
    APPROVER = "approver", _("Approver")
    DISPUTES = "disputes", _("Disputes")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator of the portal")


# Staff who may read an organisation's terms and figures.
READERS = (
    StaffRole.FINANCE,
    StaffRole.APPROVER,
    StaffRole.CONTRACTS,
    StaffRole.DISPUTES,
    StaffRole.AUDITOR,
)
# Staff who may read which bank accounts the licensor has.
BANK_READERS = (StaffRole.FINANCE, StaffRole.APPROVER, StaffRole.AUDITOR, StaffRole.ADMINISTRATOR)
