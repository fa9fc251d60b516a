"""What a booking is about, and what came of it, in one cell each."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from portal.web.columns import HeadingColumn
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.words import reason_words


class AboutColumn(HeadingColumn):
    """The number we sent it under, who is on the other side, and what is written there."""

    def render(self, record: BankLine):
        name = record.end_to_end_id or record.batch_reference or record.creditor_reference
        said = " · ".join(text for text in (record.counterparty, record.text) if text)
        if not name:
            return format_html("<bdi>{}</bdi>", said or _("Without a text"))
        shape = '<span class="code"><bdi>{}</bdi></span><span class="sub"><bdi>{}</bdi></span>'
        return format_html(shape, name, said)

    def value(self, record: BankLine) -> str:
        return record.end_to_end_id or record.batch_reference or record.creditor_reference or record.text


class ReasonColumn(tables.Column):
    """A link to what it was matched with; else the sentence why not, and the ways out."""

    def render(self, record: BankLine, table):
        link, who = link_of(record), (record.told_by or record.decided_by or "")
        if record.state == BankLine.State.SET_ASIDE:
            return format_html('<bdi>{}</bdi><span class="sub"><bdi>{}</bdi></span>', record.note, who)
        if record.state != BankLine.State.UNMATCHED:
            by_hand = _("By hand: %(name)s") % {"name": who} if who else ""
            told = record.state == BankLine.State.TOLD
            ways = _buttons(record, table, ("confirm_bank_line", _("Confirm or take back"))) if told else ""
            return format_html('{}<span class="sub"><bdi>{}</bdi></span>{}', link, by_hand, ways)
        return format_html(
            '{} <span class="sub">{}</span>{}',
            link,
            reason_words(record.reason),
            _buttons(
                record,
                table,
                ("match_bank_line", _("Match by hand")),
                ("set_bank_line_aside", _("Set aside")),
            ),
        )

    def value(self, record: BankLine) -> str:
        named = str(record.payout or record.batch or record.remittance or "")
        if record.state == BankLine.State.UNMATCHED:
            return f"{named} {reason_words(record.reason)}".strip()
        return record.note if record.state == BankLine.State.SET_ASIDE else named


def _buttons(record: BankLine, table, *ways: tuple[str, str]) -> str:
    """To the pages of those names, for who may act."""
    if not table.may_act:
        return ""
    links = ((reverse(name, args=[record.file_id, record.pk]), text) for name, text in ways)
    buttons = format_html_join(" ", '<a class="button button-small" href="{}">{}</a>', links)
    return format_html('<span class="row">{}</span>', buttons)


def link_of(record: BankLine) -> str:
    """To the document it was matched with, or seems to be about."""
    if record.payout:
        name, number = "staff_payout", record.payout.number
    elif record.batch:
        name, number = "payout_batch", record.batch.number
    elif record.remittance:
        name, number = "staff_remittance", record.remittance.number
    else:
        return ""
    return format_html('<a class="nowrap" href="{}">{}</a>', reverse(name, args=[number]), number)
