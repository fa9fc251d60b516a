"""People, the licensor, its partners, and who belongs where with which roles."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import PartnerRole, StaffRole


class Users(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=8, blank=True)
    theme = models.CharField(
        _("theme"),
        max_length=8,
        choices=[("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
        default="auto",
    )
    staff_roles = ArrayField(
        models.CharField(max_length=20, choices=StaffRole),
        verbose_name=_("staff roles"),
        default=list,
        blank=True,
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # Set for the person of a request only (middleware): what was looked up once holds until it ends,
    # which partner's pages a member of staff looks at, reading only, and the API token a program came with:
    # where it has a `partner`, the person is a member of that organisation only.
    is_reader = False
    viewing_as: "Partner | None" = None
    came_with = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = Users()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            models.CheckConstraint(
                condition=Q(staff_roles__contained_by=StaffRole.values), name="user_staff_roles_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_of_staff(self) -> bool:
        return self.is_active and bool(self.staff_roles)

    @property
    def is_staff(self) -> bool:
        """Django's word for who may open the admin pages."""
        return self.is_superuser


class Licensor(models.Model):
    """The owner of the models: one row per installation."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    legal_name = models.CharField(_("legal name"), max_length=200)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    town = models.CharField(_("town"), max_length=100)
    country = models.CharField(_("country"), max_length=2)
    tax_ids = models.JSONField(_("tax ids"), default=dict, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="licensor_is_one_row")]

    def __str__(self) -> str:
        return self.legal_name


class Partner(models.Model):
    """A company that hosts the models, or earns with them."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    legal_name = models.CharField(_("legal name"), max_length=200)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    town = models.CharField(_("town"), max_length=100)
    region = models.CharField(_("state, province or region"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2)
    language = models.CharField(_("language of documents"), max_length=8, default="en")
    requires_second_factor = models.BooleanField(_("second factor required"), default=False)
    suspended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's roles in one partner organisation."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=20, choices=PartnerRole), verbose_name=_("roles"))
    suspended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=PartnerRole.values) & Q(roles__len__gt=0),
                name="membership_roles_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} @ {self.partner}"


class Deputy(models.Model):
    """Somebody acts in a role of somebody else's for some days; of staff where no partner is named.

    In force from `from_date` up to, not including, `to_date`, unless ended: days at the licensor's.
    """

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="deputies"
    )
    role = models.CharField(_("role"), max_length=20)
    principal = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stands_in")
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("up to, not including"))
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputies_named")
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-from_date", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(from_date__lt=F("to_date")), name="deputy_some_days"),
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="deputy_is_another"),
            models.CheckConstraint(
                condition=Q(partner=None, role__in=StaffRole.values)
                | Q(partner__isnull=False, role__in=PartnerRole.values),
                name="deputy_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.principal_id}: {self.role}"


class NumberSeries(models.Model):
    """The last number given under a prefix and year (`STM`, 2026); locked while the next one is given."""

    prefix = models.CharField(max_length=3)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}"
