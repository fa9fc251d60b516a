"""Usage reports: the file as it came, the verdict of its check, and the sums of its accepted rows."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.files.models import StoredFile
from usage.formats.kinds import FORMAT_NAMES, Format
from usage.models.dialect import DialectVersion
from usage.models.period import Period

EXACT = {"max_digits": 38, "decimal_places": 12}


class Report(models.Model):
    """One file about one period. Its rows live in sorted Parquet (`archive`), never in the database.

    `counter`: counter-figures, of the side whose figures do not settle the period; they are compared
    (`reconciliation`) and count nowhere. `control_totals` is what the sender says the file comes to.
    `verdict` is `usage.check.Verdict` as JSON without the bucket sums, which are rows of Bucket.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be checked")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked, not yet submitted")
        REFUSED = "refused", _("File refused")
        SUBMITTED = "submitted", _("Submitted")
        LATE = "late", _("Late: the period is closed")
        REPLACED = "replaced", _("Replaced")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    reporter = models.CharField(_("reported by"), max_length=10, choices=Agreement.Party)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.WAITING)
    counter = models.BooleanField(_("counter-figures"), default=False)
    correction = models.BooleanField(_("correction"), default=False)
    control_totals = models.JSONField(default=dict, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacements"
    )
    # Empty: the canonical layout.
    dialect = models.ForeignKey(
        DialectVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    attempts = models.PositiveSmallIntegerField(default=0)
    # When a check was last put in line; empty where one is wanted at once.
    queued_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    check_started_at = models.DateTimeField(null=True, blank=True)
    progress_at = models.DateTimeField(null=True, blank=True)
    rows_seen = models.PositiveBigIntegerField(default=0)
    bytes_seen = models.PositiveBigIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveBigIntegerField(_("rows"), null=True, blank=True)
    accepted = models.PositiveBigIntegerField(_("accepted"), null=True, blank=True)
    rejected = models.PositiveBigIntegerField(_("rejected"), null=True, blank=True)
    verdict = models.JSONField(default=dict, blank=True)
    # Names in storage, one for each chunk of the file, in the order of its lines.
    archive = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    problems = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    bucket_fingerprint = models.CharField(max_length=64, blank=True)

    # From when on nobody reads its file and rows any more; how and why is said by `Erasure`.
    erased_at = models.DateTimeField(null=True, blank=True)

    attestation = models.TextField(blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=None) | Q(rows=F("accepted") + F("rejected")), name="report_rows_add_up"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "late"])
                | Q(submitted_by__isnull=False, attestation__gt=""),
                name="report_submitted_is_attested",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~Q(state__in=["refused", "withdrawn"]),
                name="report_replaced_once",
            ),
        ]
        indexes = [models.Index(fields=["partner", "-uploaded_at"]), models.Index(fields=["period", "state"])]

    def __str__(self) -> str:
        return f"{self.period} #{self.pk}"

    @property
    def archives(self) -> list[str]:
        """Names in storage of the archives that may be read: none once the rows are erased."""
        return [] if self.erased_at else self.archive

    @property
    def format(self) -> Format:
        """As the check found it; reports of before that are CSV."""
        return Format(self.verdict.get("format") or Format.CSV)

    def get_counter_display(self) -> str:
        """What the figures are for."""
        return _("To compare") if self.counter else _("To settle")

    def get_format_display(self) -> str:
        return FORMAT_NAMES[self.format]


class Bucket(models.Model):
    """The exact sum of accepted rows that share dimensions and `[from, to)` (FORMULA section 2)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="buckets")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    application = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    market = models.CharField(max_length=2)
    unit = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    from_date = models.DateField()
    to_date = models.DateField()
    quantity = models.DecimalField(**EXACT)
    gross_revenue = models.DecimalField(**EXACT)
    deductions = models.DecimalField(**EXACT)
    rows = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "application", "model", "market", "unit", "currency", "from_date"],
                name="bucket_once",
            ),
            models.CheckConstraint(condition=Q(to_date__gt=F("from_date")), name="bucket_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.application} {self.model} {self.market} {self.unit}"
