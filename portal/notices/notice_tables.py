"""The list of a person's notices."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import KINDS, Group
from portal.notices.models import Notice
from portal.web.columns import HeadingColumn, MomentColumn, WideColumn
from portal.web.filters import ListFilters


class NoticeColumn(HeadingColumn):
    """The subject opens what it tells of; on a phone the rest stands below it."""

    def render(self, record):
        return render_to_string("notices/_notice.html", {"notice": record})

    def value(self, value):
        return value


class ReadColumn(tables.Column):
    """A button while it is unread."""

    def render(self, record):
        return render_to_string("notices/_read.html", {"notice": record})

    def value(self, record):
        return record.read_at or ""


class NoticeTable(tables.Table):
    subject = NoticeColumn(verbose_name=_("Notice"))
    group = WideColumn(verbose_name=_("About"), accessor="group__label", orderable=False)
    created_at = MomentColumn(verbose_name=_("Written"))
    read_at = ReadColumn(verbose_name=_("Read"), empty_values=())

    class Meta:
        model = Notice
        fields = ("subject", "group", "created_at", "read_at")
        order_by = "-created_at"
        caption = _("Notices")


class StaffNoticeTable(NoticeTable):
    partner = WideColumn(verbose_name=_("Partner"), accessor="partner__name", default="")

    class Meta(NoticeTable.Meta):
        sequence = ("subject", "partner", "...")


class NoticeFilters(ListFilters):
    search_fields = ("subject",)
    group = django_filters.ChoiceFilter(
        label=_("About"), choices=Group, empty_label=_("All"), method="of_group"
    )
    state = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("unread", _("Unread")), ("read", _("Read"))],
        empty_label=_("All"),
        method="in_state",
    )

    class Meta:
        model = Notice
        fields = ()

    def of_group(self, queryset: QuerySet, _name: str, group: str) -> QuerySet:
        """What is in no group counts as what nobody can switch off, as when it was told."""
        if group == Group.SECURITY:
            others = [kind for each, kinds in KINDS.items() if each != group for kind in kinds]
            return queryset.exclude(kind__in=others)
        return queryset.filter(kind__in=KINDS[Group(group)])

    def in_state(self, queryset: QuerySet, _name: str, state: str) -> QuerySet:
        return queryset.filter(read_at__isnull=state == "unread")
