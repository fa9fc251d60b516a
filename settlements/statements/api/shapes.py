"""What the API says of statements."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from portal.api.money import Money
from settlements.statements.models import Line, Statement
from settlements.statements.rung_sentences import RUNGS

NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"


class StatementRow(serializers.Serializer):
    """A statement as it stands in a list."""

    number = serializers.CharField()
    version = serializers.IntegerField()
    agreement = serializers.CharField()
    partner = serializers.CharField(help_text=_("The code of the partner."))
    period = serializers.CharField()
    direction = serializers.ChoiceField(Statement.Direction.choices)
    earned = Money()
    net_due = Money()
    due_now = Money()
    carried_forward = Money()
    issued_at = serializers.DateTimeField()


class ReasonShape(serializers.Serializer):
    code = serializers.CharField()
    amount = Money()


class ChangeShape(serializers.Serializer):
    """Net due against the statement of the period before; the reasons sum to the difference."""

    number = serializers.CharField(help_text=_("The statement it is compared with."))
    before = Money()
    after = Money()
    reasons = ReasonShape(many=True)


class SealShape(serializers.Serializer):
    place = serializers.IntegerField(help_text=_("Counts the partner's statements from 1."))
    previous = serializers.CharField(help_text=_("The seal of the one before."))
    seal = serializers.CharField()


class StatementShape(StatementRow):
    """A statement with its ladder."""

    ladder = serializers.DictField(child=Money(), help_text=", ".join(RUNGS))
    change = ChangeShape(allow_null=True)
    digest = serializers.CharField(help_text=_("SHA-256 of the result document."))
    seal = SealShape()
    disputable_until = serializers.DateTimeField(allow_null=True)
    final_since = serializers.DateTimeField(allow_null=True)


class LineShape(serializers.Serializer):
    position = serializers.IntegerField()
    kind = serializers.ChoiceField(Line.Kind.choices)
    rule = serializers.CharField(allow_blank=True)
    terms_version = serializers.IntegerField(allow_null=True)
    clause = serializers.CharField(allow_blank=True)
    application = serializers.CharField(allow_blank=True)
    model = serializers.CharField(allow_blank=True)
    market = serializers.CharField(allow_blank=True)
    unit = serializers.CharField(allow_blank=True)
    currency = serializers.CharField(allow_blank=True)
    quantity = serializers.RegexField(NUMBER, allow_null=True)
    base = serializers.RegexField(NUMBER, allow_null=True)
    base_settlement = serializers.RegexField(NUMBER, allow_null=True)
    rate = serializers.RegexField(NUMBER, allow_null=True)
    share = serializers.RegexField(NUMBER, allow_null=True)
    amount = Money()


class StepShape(serializers.Serializer):
    """One step of the calculation, as it was stored when it was computed."""

    name = serializers.CharField()
    formula = serializers.CharField()
    inputs = serializers.DictField()
    result = serializers.CharField()


class ExplanationShape(LineShape):
    key = serializers.CharField()
    buckets = serializers.ListField(child=serializers.CharField())
    steps = StepShape(many=True)


class PdfWaits(serializers.Serializer):
    state = serializers.ChoiceField([("being_made", _("Being made"))])
