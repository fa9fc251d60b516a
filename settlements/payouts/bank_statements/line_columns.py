"""What a booking is about, and what came of it, in one cell each."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.web.columns import HeadingColumn
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.words import reason_words


class AboutColumn(HeadingColumn):
    """The number we sent it under, and what is written there."""

    def render(self, record: BankLine):
        name = record.end_to_end_id or record.batch_reference
        if not name:
            return format_html("<bdi>{}</bdi>", record.text or _("Without a text"))
        shape = '<span class="code"><bdi>{}</bdi></span><span class="sub"><bdi>{}</bdi></span>'
        return format_html(shape, name, record.text)

    def value(self, record: BankLine) -> str:
        return record.end_to_end_id or record.batch_reference or record.text


class ReasonColumn(tables.Column):
    """A link to what it was matched with; else the sentence why not, and the way to set it aside."""

    def render(self, record: BankLine, table):
        link = _link(record)
        if record.state == BankLine.State.SET_ASIDE:
            said, who = record.note, record.set_aside_by.name
            return format_html('{} <bdi>{}</bdi><span class="sub"><bdi>{}</bdi></span>', link, said, who)
        if record.state != BankLine.State.UNMATCHED:
            return link
        why = format_html('{} <span class="sub">{}</span>', link, reason_words(record.reason))
        if not table.may_set_aside:
            return why
        url = reverse("set_bank_line_aside", args=[record.file_id, record.pk])
        return format_html('{} <a class="button button-small" href="{}">{}</a>', why, url, _("Set aside"))

    def value(self, record: BankLine) -> str:
        named = str(record.payout or record.batch or "")
        if record.state == BankLine.State.UNMATCHED:
            return f"{named} {reason_words(record.reason)}".strip()
        return f"{named} {record.note}".strip()


def _link(record: BankLine) -> str:
    if record.payout:
        name, number = "staff_payout", record.payout.number
    elif record.batch:
        name, number = "payout_batch", record.batch.number
    else:
        return ""
    return format_html('<a class="nowrap" href="{}">{}</a>', reverse(name, args=[number]), number)
