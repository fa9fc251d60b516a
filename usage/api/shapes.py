"""What the API says of periods and reports."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agreements.models import Agreement
from portal.api.money import Money
from usage.models import Report
from usage.periods.status import Status

LABEL = r"^[0-9]{4}-(0[1-9]|1[0-2]|Q[1-4])$"


class PeriodShape(serializers.Serializer):
    period = serializers.RegexField(LABEL, help_text=_("A month (2026-10) or a quarter (2026-Q4)."))
    from_date = serializers.DateField()
    to_date = serializers.DateField(help_text=_("The first day that no longer belongs to it."))
    due_date = serializers.DateField(
        allow_null=True, help_text=_("The last day on which its figures are in time.")
    )
    status = serializers.ChoiceField(Status.choices)
    reporter = serializers.ChoiceField(Agreement.Party.choices, help_text=_("Whose figures settle it."))
    may_report = serializers.BooleanField(help_text=_("Whether you may hand in its figures."))


class AgreementShape(serializers.Serializer):
    number = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    partner = serializers.CharField(help_text=_("The code of the partner."))
    periods = PeriodShape(many=True)


class FileShape(serializers.Serializer):
    name = serializers.CharField()
    size = serializers.IntegerField(help_text=_("Bytes."))
    sha256 = serializers.CharField()


class ReportRow(serializers.Serializer):
    """A report as it stands in a list."""

    id = serializers.IntegerField()
    agreement = serializers.CharField(source="agreement.number")
    period = serializers.CharField(source="period.label")
    reporter = serializers.ChoiceField(Agreement.Party.choices)
    state = serializers.ChoiceField(Report.State.choices)
    file = FileShape()
    correction = serializers.BooleanField()
    counter = serializers.BooleanField(help_text=_("These figures settle nothing."))
    replaces = serializers.IntegerField(source="replaces_id", allow_null=True)
    rows = serializers.IntegerField(allow_null=True, help_text=_("Empty until the file is checked."))
    accepted = serializers.IntegerField(allow_null=True)
    rejected = serializers.IntegerField(allow_null=True)
    uploaded_at = serializers.DateTimeField()
    checked_at = serializers.DateTimeField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    erased_at = serializers.DateTimeField(allow_null=True)


class ProgressShape(serializers.Serializer):
    rows_seen = serializers.IntegerField()
    bytes_seen = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)


class TotalShape(serializers.Serializer):
    rows = serializers.IntegerField()
    gross_revenue = Money()
    deductions = Money()
    net_revenue = Money()


class FileProblemShape(serializers.Serializer):
    code = serializers.CharField()
    line = serializers.IntegerField(allow_null=True)
    sentence = serializers.CharField(help_text=_("What is wrong, and what to do next."))


class WarningShape(serializers.Serializer):
    code = serializers.CharField()
    sentence = serializers.CharField()


class ProblemGroupShape(serializers.Serializer):
    code = serializers.CharField()
    column = serializers.CharField(allow_blank=True)
    count = serializers.IntegerField()
    title = serializers.CharField()
    fix = serializers.CharField(allow_blank=True)


class ToConfirmShape(serializers.Serializer):
    """The sentences that submitting confirms; null where there is nothing of the kind to confirm."""

    confirm = serializers.CharField()
    completes_period = serializers.CharField(allow_null=True)
    leave_out_rejected = serializers.CharField(allow_null=True)
    despite_control_totals = serializers.CharField(allow_null=True)


class ReportShape(ReportRow):
    """A report with its verdict."""

    format = serializers.CharField(allow_null=True)
    progress = ProgressShape(allow_null=True, help_text=_("While the file is checked."))
    totals = TotalShape(many=True, help_text=_("Of the accepted rows, for each currency."))
    file_problems = FileProblemShape(many=True, help_text=_("Why the file was refused as a whole."))
    problems = ProblemGroupShape(many=True, help_text=_("What is wrong with its rows, by kind and column."))
    warnings = WarningShape(many=True)
    to_confirm = ToConfirmShape(allow_null=True, help_text=_("What submitting it would confirm."))


class RowProblemShape(serializers.Serializer):
    line = serializers.IntegerField()
    column = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    found = serializers.CharField(allow_blank=True)
    expected = serializers.CharField(allow_blank=True)
    sentence = serializers.CharField()


class RowProblemsShape(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = RowProblemShape(many=True)


class DeclarationShape(serializers.Serializer):
    agreement = serializers.CharField(source="period.agreement.number")
    period = serializers.CharField(source="period.label")
    kind = serializers.CharField()
    attestation = serializers.CharField(help_text=_("The sentence confirmed."))
    declared_at = serializers.DateTimeField()
