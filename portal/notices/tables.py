"""The list of the demo's mail."""

import django_filters
import django_tables2 as tables
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from portal.notices.models import Mail
from portal.web.columns import HeadingColumn, MomentColumn, WideColumn
from portal.web.filters import ListFilters


class SubjectColumn(HeadingColumn):
    """The subject leads to the mail; on a phone the recipient stands below it."""

    def render(self, value, record):
        link = format_html('<a href="{}">{}</a>', reverse("read_demo_mail", args=[record.pk]), value)
        return format_html('{}<span class="sub narrow-only"><bdi>{}</bdi></span>', link, record.to)

    def value(self, value):
        return value


class MailTable(tables.Table):
    subject = SubjectColumn()
    to = WideColumn()
    language = WideColumn()
    created_at = MomentColumn()

    class Meta:
        model = Mail
        fields = ("subject", "to", "language", "created_at")
        order_by = "-created_at"
        caption = _("E-mails")

    def render_language(self, value):
        return language_name(value)


class MailFilters(ListFilters):
    search_fields = ("to", "subject", "text")
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, empty_label=_("All")
    )

    class Meta:
        model = Mail
        fields = ("language",)


def language_name(code: str) -> str:
    """The language's own name for itself; the code where there is none."""
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return code
