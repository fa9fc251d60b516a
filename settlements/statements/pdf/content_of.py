"""Everything a statement's PDF says, as plain strings in the partner's language."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from portal.accounts.models import Licensor
from portal.notices.send_mail import known_language
from portal.web import formats
from portal.web.templatetags.display import signed_money
from settlements.openings.read import carried_into
from settlements.statements.change.told import tell_change, tell_contributions
from settlements.statements.headline_for import headline_for
from settlements.statements.models import Statement
from settlements.statements.names import Names
from settlements.statements.page_parts import parties_of, remarks_of, versions_used
from settlements.statements.pdf.contributions_told import contributions_told
from settlements.statements.pdf.fonts import families_for
from settlements.statements.pdf.ladder_told import adjustments_told, ladder_told, shares_told
from settlements.statements.pdf.lines_told import exchange_rates, lines_told
from settlements.statements.pdf.plain_text import isolate, plain, printable
from settlements.statements.pdf.proof_told import next_steps, proof_told, sources_told
from settlements.statements.setting import setting_of

REMARKED = 20
"""As many rows of usage are named in a remark, as on the page."""


@dataclass(frozen=True, slots=True)
class Address:
    """A party as it stands on a letter."""

    label: str
    name: str
    lines: list[str]


def content_of(*, statement: Statement) -> dict[str, Any]:
    """For `statement.typ`; equal for equal rows."""
    with translation.override(known_language(statement.partner.language)):
        return printable(_content(statement))


def _content(statement: Statement) -> dict[str, Any]:
    document, result, names = statement.input_document, statement.result_document, Names()
    # Kept by both sides: it names the partner, and does not say "you".
    parties = parties_of(statement, staff=True)
    setting = setting_of(document, result, names, carried_date=carried_into(statement.period))
    headline = headline_for(statement, result, parties)
    change = tell_change(statement.change, statement.currency)
    versions = versions_used(document)
    language = known_language(statement.partner.language)
    return {
        "lang": language,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "fonts": families_for(language),
        "title": _("Statement %(number)s") % {"number": statement.number},
        "eyebrow": _("Statement"),
        "number": statement.number,
        "version": _version(statement),
        "author": parties.licensor,
        "period": formats.period(statement.period.label),
        "parties": _parties(statement, parties.licensor),
        "facts": _facts(statement, versions),
        "headline": {
            "title": plain(headline.title),
            "amount": formats.money(headline.amount, statement.currency),
            "sentence": plain(headline.sentence),
            "restated": _restated(statement),
            "why": plain(headline.why),
            "lead": _("To this were added or taken off:") if headline.reasons else "",
            "reasons": [[isolate(str(name)), plain(amount)] for name, amount in headline.reasons],
            "change": plain(change.sentence) if change else "",
            "changes": [
                [isolate(chip.text), plain(signed_money(chip.amount, statement.currency))]
                for chip in (change.chips if change else [])
            ],
            "contributions": [
                plain(sentence)
                for sentence in tell_contributions(
                    statement.contributions_came_to,
                    result["direction"] == "payable",
                    parties,
                    statement.currency,
                )
            ],
        },
        "remarks": [_remark(each) for each in remarks_of(document, result, names)],
        "ladder": ladder_told(result, setting),
        "adjustments": adjustments_told(statement, result, setting),
        "shares": shares_told(result, parties),
        "contributions": contributions_told(document, result, names, parties),
        "lines": lines_told(
            result, setting, several_versions=len(versions) > 1, tail=statement.period.is_tail
        ),
        "rates": exchange_rates(result),
        "sources": sources_told(statement),
        "proof": proof_told(statement),
        "next": next_steps(statement),
        "page": _("Page {page} of {pages}"),
    }


def _version(statement: Statement) -> str:
    if statement.version == 1:
        return ""
    return _("Version %(version)s") % {"version": formats.exact(statement.version)}


def _restated(statement: Statement) -> str:
    """Of a later version: why there is one, and that what is due stays what the first said."""
    if statement.version == 1:
        return ""
    first = Statement.objects.only("due_now", "currency").get(number=statement.number, version=1)
    why = _("Restated on %(moment)s, because: %(reason)s") % {
        "moment": isolate(formats.instant(statement.issued_at, statement.agreement.time_zone)),
        "reason": isolate(statement.reason),
    }
    stays = _(
        "What is due stays what version 1 said: %(amount)s. What this version changes goes into the next "
        "statement as an adjustment; from its adjustments down, the ladder below is for reading."
    )
    return f"{why} {stays % {'amount': isolate(formats.money(first.due_now, first.currency))}}"


def _parties(statement: Statement, licensor_name: str) -> list[dict[str, Any]]:
    licensor, partner = Licensor.objects.first(), statement.partner
    told = [
        Address(_("Licensor"), licensor_name, address_lines(licensor) if licensor else []),
        Address(_("Partner"), partner.legal_name or partner.name, address_lines(partner)),
    ]
    return [
        {"label": each.label, "name": isolate(each.name), "lines": [isolate(line) for line in each.lines]}
        for each in told
    ]


def address_lines(party) -> list[str]:
    """Street, town, country, tax numbers; what is not known is left out."""
    town = " ".join(filter(None, (party.postal_code, party.town)))
    if region := getattr(party, "region", ""):
        town = ", ".join(filter(None, (town, region)))
    tax_ids = getattr(party, "tax_ids", None) or {}
    numbers = [f"{kind}: {number}" for kind, number in sorted(tax_ids.items())]
    return [line for line in (party.street, town, formats.country(party.country), *numbers) if line]


def _facts(statement: Statement, versions: list[dict[str, Any]]) -> list[list[Any]]:
    """Each with its lines."""
    agreement, period = statement.agreement, statement.period
    terms = [
        _("version %(version)s, %(range)s")
        % {
            "version": formats.exact(version["version"]),
            "range": isolate(formats.days(version["from"], version["to"])),
        }
        for version in versions
    ]
    return [
        [_("Agreement"), [each for each in (agreement.number, isolate(agreement.title)) if each]],
        [_("Period"), [formats.days(period.from_date, period.to_date)]],
        [_("Terms"), terms or ["–"]],
        [_("Issued"), [isolate(formats.instant(statement.issued_at, agreement.time_zone))]],
        [_("Currency"), [statement.currency]],
    ]


def _remark(remark: dict[str, Any]) -> dict[str, Any]:
    rows = remark["rows"]
    shown = [
        " · ".join(
            isolate(str(part))
            for part in (
                row["application"],
                row["model"],
                row["market"],
                f"{formats.exact(row['quantity'])} {row['unit']}",
                formats.money(row["gross_revenue"], row["currency"]),
            )
        )
        for row in rows[:REMARKED]
    ]
    if len(rows) > REMARKED:
        sentence = _("%(total)s in all; the input document names them.")
        shown.append(sentence % {"total": formats.exact(len(rows))})
    return {"title": remark["title"], "text": remark["text"], "rows": shown}
