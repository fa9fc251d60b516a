"""Statements: issued, numbered, never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.append_only import append_only
from usage.models import Period, Report

AMOUNT = {"max_digits": 90, "decimal_places": 4}
EXACT = {"max_digits": 100, "decimal_places": 20}


class Statement(models.Model):
    """What one agreement's period came to. The documents are FORMULA section 10's, as computed.

    A restatement keeps the number and adds a version; `reason` says why, and is empty for the first one.
    `change`: `change_of` against the statement of the period before, with its number and period.
    """

    class Direction(models.TextChoices):
        PAYABLE = "payable", _("The licensor pays")
        RECEIVABLE = "receivable", _("The partner pays")

    number = models.CharField(_("number"), max_length=20)
    version = models.PositiveIntegerField(_("version"), default=1)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="statements")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="statements")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="statements")
    direction = models.CharField(max_length=10, choices=Direction)
    currency = models.CharField(_("currency"), max_length=3)
    earned = models.DecimalField(_("earned"), **AMOUNT)
    net_due = models.DecimalField(_("net due"), **AMOUNT)
    due_now = models.DecimalField(_("due now"), **AMOUNT)
    carried_forward = models.DecimalField(_("carried forward"), **AMOUNT)
    input_document = models.JSONField()
    result_document = models.JSONField()
    digest = models.CharField(max_length=64)
    change = models.JSONField(null=True, blank=True)
    contributions_came_to = models.JSONField(null=True, blank=True)
    reports = models.ManyToManyField(Report, through="StatementReport", related_name="statements")
    reason = models.TextField(_("reason"), blank=True)
    issued_at = models.DateTimeField(_("issued"))
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-issued_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="statement_number_once"),
            models.UniqueConstraint(fields=["agreement", "period", "version"], name="statement_once"),
            models.CheckConstraint(
                condition=Q(version=1) | Q(reason__gt=""), name="statement_restated_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["partner", "-issued_at"])]
        triggers = append_only("statement")

    def __str__(self) -> str:
        return self.number


class Seal(models.Model):
    """What ties a statement to the partner's one before it: `digest` is that of `seal.seal_document`.

    `place` counts the partner's statements and their versions from 1; `previous` is the seal before.
    """

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="seal")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    place = models.PositiveIntegerField()
    input_sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["partner", "place"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "place"], name="seal_place_once"),
            models.UniqueConstraint(fields=["partner", "previous"], name="seal_continues_once"),
        ]
        triggers = append_only("seal")

    def __str__(self) -> str:
        return f"{self.place} {self.digest[:12]}"


class Acceptance(models.Model):
    """A signatory's word that a statement, as issued in this version, is right: it is final from then."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="acceptance")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        ordering = ["accepted_at"]
        triggers = append_only("acceptance")

    def __str__(self) -> str:
        return f"{self.statement} accepted"


class StatementReport(models.Model):
    """A report whose accepted rows a statement was computed from."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="sources")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)

    class Meta:
        ordering = ["statement", "report"]
        constraints = [models.UniqueConstraint(fields=["statement", "report"], name="statement_report_once")]
        triggers = append_only("statement_report")

    def __str__(self) -> str:
        return f"{self.statement} #{self.report_id}"


class Line(models.Model):
    """One line: columns to sort and filter by, and `document`, the engine's line with its steps."""

    class Kind(models.TextChoices):
        EARNING = "earning", _("Earnings")
        TIER_CATCH_UP = "tier_catch_up", _("Re-rating of earlier usage")
        FLAT_FEE = "flat_fee", _("Flat fee of a tier")
        CONTRIBUTION_CREDIT = "contribution_credit", _("Contribution credit")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()
    key = models.TextField()
    kind = models.CharField(max_length=24, choices=Kind)
    rule = models.CharField(max_length=200, blank=True)
    terms_version = models.PositiveIntegerField(null=True)
    clause = models.CharField(max_length=200, blank=True)
    application = models.CharField(max_length=200, blank=True)
    model = models.CharField(max_length=200, blank=True)
    market = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    quantity = models.DecimalField(null=True, **EXACT)
    base = models.DecimalField(null=True, **EXACT)
    base_settlement = models.DecimalField(null=True, **EXACT)
    rate = models.DecimalField(null=True, **EXACT)
    share = models.DecimalField(null=True, **EXACT)
    amount = models.DecimalField(**AMOUNT)
    document = models.JSONField()

    class Meta:
        ordering = ["statement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="line_position_once"),
            models.UniqueConstraint(fields=["statement", "key"], name="line_key_once"),
        ]
        triggers = append_only("line")

    def __str__(self) -> str:
        return self.key
