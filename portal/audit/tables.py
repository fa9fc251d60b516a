"""Lists of audit events."""

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.audit.models import AuditEvent
from portal.audit.subject_links import subject_url
from portal.audit.words import words_of
from portal.web.columns import MomentColumn


class WhatColumn(tables.Column):
    """In words, and the event's own name for machines."""

    def render(self, value):
        return words_of(value)

    def value(self, value):
        return value


class SubjectColumn(tables.Column):
    """What it was about, a link where that has a page."""

    def __init__(self, *args: Any, staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def render(self, value, record):
        if record.event == "partner.viewed_as":
            path = record.details.get("path", "/")
            return format_html('<a class="code" href="{0}"><bdi>{0}</bdi></a>', path)
        url = subject_url(record, staff=self.staff)
        return format_html('<a href="{}"><bdi>{}</bdi></a>', url, value) if url else _isolated(value)

    def value(self, value):
        return value


class DetailsColumn(tables.Column):
    """Names and values, one below the other, shown when asked for."""

    def render(self, value):
        if not value:
            return ""
        return render_to_string("audit/_details.html", {"details": list(told(value))})

    def value(self, value):
        return "; ".join(f"{name}: {text}" for name, text in told(value))


def told(details: Any, name: str = "") -> list[tuple[str, str]]:
    """Every value with the way to it; what changed in one: `changed.town` and `Berlin → Bonn`."""
    if isinstance(details, dict) and details.keys() == {"from", "to"}:
        before, after = ("–" if details[key] is None else details[key] for key in ("from", "to"))
        return [(name, f"{before} → {after}")]
    if isinstance(details, dict):
        parts = [(f"{name}.{key}" if name else str(key), part) for key, part in details.items()]
    elif isinstance(details, list) and any(isinstance(part, (dict, list)) for part in details):
        parts = [(f"{name}.{number}", part) for number, part in enumerate(details, start=1)]
    else:
        shown = details if isinstance(details, list) else [details]
        return [(name, ", ".join("–" if each is None else str(each) for each in shown))]
    return [row for key, part in parts for row in told(part, key)]


def _isolated(value):
    return format_html("<bdi>{}</bdi>", value)


class LookTable(tables.Table):
    """Of the licensor's looks, as the partner's people see them."""

    at = MomentColumn(verbose_name=_("When"), order_by="pk")
    actor = tables.Column(verbose_name=_("Who"), accessor="actor__name", default="")
    event = WhatColumn(verbose_name=_("What"))
    subject = SubjectColumn(verbose_name=_("Which"), staff=False)

    class Meta:
        model = AuditEvent
        fields = ("at", "actor", "event", "subject")
        order_by = "-at"
        caption = _("Who of the licensor opened what")


class AuditTable(LookTable):
    """Of every event, for auditors."""

    partner = tables.Column(verbose_name=_("Organisation"), accessor="partner__name", default=_("The house"))
    subject = SubjectColumn(verbose_name=_("Subject"), staff=True)
    details = DetailsColumn(verbose_name=_("Details"), orderable=False)
    position = tables.Column(verbose_name=_("Position"), visible=False)
    digest = tables.Column(verbose_name=_("Digest"), visible=False)
    email = tables.Column(
        verbose_name=_("E-mail address"), accessor="actor__email", default="", visible=False
    )

    class Meta(LookTable.Meta):
        fields = ("at", "partner", "actor", "event", "subject", "details", "position", "digest", "email")
        caption = _("Audit trail")
