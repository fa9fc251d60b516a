"""An invitation: the only way to an account."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.accounts.roles import PartnerRole, StaffRole

_OPEN = Q(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """Bound to one address and one organisation (none: the licensor's staff), for one use.

    Of the token only its SHA-256 is kept. An open one may be past its time: `is_live` tells.
    """

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    roles = ArrayField(models.CharField(max_length=20), verbose_name=_("roles"))
    language = models.CharField(_("language"), max_length=8)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "partner"],
                condition=_OPEN,
                name="invitation_one_open",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="invitation_email_lower"),
            models.CheckConstraint(
                condition=Q(roles__len__gt=0)
                & (
                    Q(partner=None, roles__contained_by=StaffRole.values)
                    | Q(partner__isnull=False, roles__contained_by=PartnerRole.values)
                ),
                name="invitation_roles_known",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.partner or 'staff'}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_live(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and not self.is_expired

    @property
    def role_kind(self) -> type[models.TextChoices]:
        """The roles it speaks of: a partner's or staff's."""
        return PartnerRole if self.partner_id else StaffRole
