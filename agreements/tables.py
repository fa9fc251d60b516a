"""Lists of agreements."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.web.columns import BadgeColumn, DayColumn, DocumentHeading

STATE_KINDS = {"draft": "neutral", "active": "good", "terminated": "info", "expired": "info"}


class AgreementTable(tables.Table):
    """A partner's agreements."""

    number = DocumentHeading(linkify=("agreement", [tables.A("number")]))
    title = tables.Column()
    state = BadgeColumn(verbose_name=_("Status"), kinds=STATE_KINDS)
    collected_by = tables.Column()
    settlement_currency = tables.Column(verbose_name=_("Currency"))
    starts_date = DayColumn(verbose_name=_("From"))
    ends_date = DayColumn(verbose_name=_("Until (exclusive)"), default="")

    class Meta:
        model = Agreement
        fields = (
            "number",
            "title",
            "state",
            "collected_by",
            "settlement_currency",
            "starts_date",
            "ends_date",
        )
        order_by = "-number"


class StaffAgreementTable(AgreementTable):
    number = DocumentHeading(linkify=("staff_agreement", [tables.A("number")]))
    partner = tables.Column()

    class Meta(AgreementTable.Meta):
        sequence = ("number", "partner", "...")
