"""What a token may be made for. A room that adds to the API adds its scopes here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    REPORTS_READ = "reports:read", _("Read agreements’ periods and reports")
    STATEMENTS_READ = "statements:read", _("Read statements, their lines, bundles and PDFs")
    REPORTS_WRITE = "reports:write", _("Upload, submit and withdraw reports, declare periods")
