"""Everything a remittance advice says, as plain strings in the reader's language."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from portal.accounts.access import licensor
from portal.notices.send_mail import known_language
from portal.web import formats
from settlements.bank_accounts.models import BankAccount
from settlements.payouts.advice.items_told import items_told
from settlements.payouts.breakdown_of import Breakdown
from settlements.payouts.models import Payout
from settlements.statements.pdf.amount_in import amount_in
from settlements.statements.pdf.content_of import address_lines
from settlements.statements.pdf.fonts import families_for
from settlements.statements.pdf.plain_text import isolate, printable


def content_of(breakdown: Breakdown) -> dict[str, Any]:
    """For `advice.typ`, in the language that is active; equal for equal rows."""
    return printable(_content(breakdown))


def paid_on(payout: Payout) -> date | None:
    """The day of the bank, else the day it is to pay."""
    return payout.paid_date or (payout.batch.pay_date if payout.batch else None)


def _content(breakdown: Breakdown) -> dict[str, Any]:
    payout, language = breakdown.payout, known_language(get_language() or "")
    day = paid_on(payout)
    return {
        "lang": language,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "fonts": families_for(language),
        "title": _("Remittance advice %(number)s") % {"number": payout.number},
        "eyebrow": _("Remittance advice"),
        "number": payout.number,
        "author": licensor().legal_name,
        "day": (shown := isolate(formats.day(day)) if day else ""),
        "foot": [part for part in (_("Remittance advice"), isolate(payout.number), shown) if part],
        "parties": _parties(payout),
        "facts": _facts(payout, day),
        "headline": {
            "title": _paid_to(payout),
            "amount": formats.money(payout.amount, payout.currency),
            "sentence": _pays(breakdown),
        },
        "summary": _summary(breakdown),
        "items": items_told(breakdown),
        "more": {
            "title": _("More about it"),
            "sentences": [
                _("All rows are attached to this PDF as a file for a spreadsheet; their amounts sum to it."),
                _("Every line has a page on the portal that shows how it was calculated."),
            ],
            "link_label": _("This payout on the portal:"),
            "link": settings.SITE_URL + reverse("payout", args=[payout.number]),
        },
        "page": _("Page {page} of {pages}"),
    }


def _parties(payout: Payout) -> list[dict[str, Any]]:
    payer, partner = licensor(), payout.partner
    told = [
        (_("Paid by"), payer.legal_name, address_lines(payer)),
        (_("Paid to"), partner.legal_name or partner.name, address_lines(partner)),
    ]
    return [
        {"label": label, "name": isolate(name), "lines": [isolate(line) for line in lines]}
        for label, name, lines in told
    ]


def _facts(payout: Payout, day: date | None) -> list[list[Any]]:
    """Each with its lines."""
    facts = [
        [_("Payout"), [payout.number]],
        [_("Paid on") if payout.paid_date else _("To be paid on"), [formats.day(day)] if day else []],
        [_("From the account"), _account(payout.from_account)],
        [_("To the account"), _account(payout.account)],
        [_("Bank reference"), [isolate(payout.bank_reference)] if payout.bank_reference else []],
        [_("Currency"), [payout.currency]],
    ]
    return [fact for fact in facts if fact[1]]


def _account(account: BankAccount | None) -> list[str]:
    return [isolate(account.mask), isolate(account.holder)] if account else []


def _paid_to(payout: Payout) -> str:
    names = {"licensor": isolate(licensor().legal_name), "partner": isolate(payout.partner.name)}
    return _("%(licensor)s pays %(partner)s") % names


def _pays(breakdown: Breakdown) -> str:
    count = len(breakdown.items)
    sentence = ngettext(
        "It settles %(count)s statement, line by line below.",
        "It settles %(count)s statements, line by line below.",
        count,
    )
    return sentence % {"count": formats.exact(count)}


def _summary(breakdown: Breakdown) -> dict[str, Any]:
    currency = breakdown.payout.currency
    return {
        "title": _("Statements it pays"),
        "columns": [
            *(_("Statement"), _("Period"), _("Agreement")),
            *(_("Due (%(currency)s)") % {"currency": currency},),
            *(_("In this payout (%(currency)s)") % {"currency": currency},),
        ],
        "rows": [
            [
                each.statement.number,
                formats.period(each.statement.period.label),
                isolate(each.statement.agreement.title or each.statement.agreement.number),
                amount_in(each.due, currency),
                amount_in(each.item.amount, currency),
            ]
            for each in breakdown.items
        ],
        "whole": [_("Total"), amount_in(breakdown.payout.amount, currency)],
    }
