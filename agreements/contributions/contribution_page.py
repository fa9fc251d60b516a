"""A contribution as its readers see it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.contributions.acts import contribution_acts
from agreements.contributions.effects import effect_of
from agreements.contributions.lifecycle import LIVE, State
from agreements.contributions.tables import STATE_KINDS
from agreements.contributions.worth import worth
from agreements.models import Contribution, ContributionChange, ContributionFile
from agreements.sides import other, side_name
from agreements.terms_on_page import scope_words
from portal.accounts.models import User
from portal.web.templatetags import display


@dataclass(frozen=True, slots=True)
class Move:
    """A change with what was offered then, where it made an offer."""

    change: ContributionChange
    words: str
    sender: str
    offer: str
    scope: str


@dataclass(frozen=True, slots=True)
class Evidence:
    row: ContributionFile
    sender: str
    url: str


def contribution_page(*, contribution: Contribution, reader: User, audience: Audience) -> dict[str, Any]:
    partner, currency = contribution.partner, contribution.agreement.settlement_currency
    where = (contribution.agreement.number, contribution.code)
    live = contribution.state in LIVE
    return {
        "contribution": contribution,
        "state_kind": STATE_KINDS[contribution.state],
        "maker": side_name(contribution.party, partner),
        "answerer": side_name(other(contribution.offered_by), partner) if live else "",
        "ender": side_name(contribution.ending_party, partner) if contribution.ending_party else "",
        "live": live,
        "effect": effect_of(contribution),
        "facts": _facts(contribution, currency),
        "acts": contribution_acts(contribution, reader, staff=audience.is_staff),
        "urls": {
            name: audience.url(f"{name}_contribution", *where)
            for name in ("edit", "file", "counter", "accept", "refuse", "withdraw")
        }
        | {
            name: audience.url(name, *where)
            for name in (
                "add_contribution_evidence",
                "propose_contribution_end",
                "accept_contribution_end",
                "drop_contribution_end",
            )
        },
        "evidence": [
            Evidence(row, side_name(row.party, partner), audience.url("contribution_file", *where, row.pk))
            for row in contribution.evidence.select_related("file")
        ],
        "moves": _moves(contribution),
        "crumb_list": audience.crumbs(
            contribution.agreement,
            (audience.url("contributions", contribution.agreement.number), _("Contributions")),
        ),
    }


def _facts(row: Contribution, currency: str) -> list[tuple[str, Any]]:
    facts = [
        (_("Worth"), worth(row, currency)),
        (_("Scope"), scope_words(row)),
        (_("Days"), display.days(row.from_date, row.to_date)),
        (_("Kind"), row.get_kind_display()),
        (_("Valued"), row.get_method_display()),
    ]
    if row.dated_back:
        facts.append((_("Settled days"), _("May begin on them: they are then settled anew")))
    if row.tariff_code:
        facts.append((_("Row of the tariff"), row.tariff_code))
    if row.claimed_value is not None:
        facts.append((_("Value claimed"), display.money(row.claimed_value, currency)))
    if row.approved_by is not None:
        facts.append((_("Accepted by"), row.approved_by.name))
    return facts


def _moves(contribution: Contribution) -> list[Move]:
    partner, currency = contribution.partner, contribution.agreement.settlement_currency
    moves, before = [], None
    for change in contribution.changes.select_related("by", "application", "model", "market"):
        about_end = change.from_state == State.ACCEPTED
        words = _ending_words(change, before) if about_end else change.get_to_state_display()
        offers = not about_end and change.to_state in LIVE | {State.ACCEPTED}
        moves.append(
            Move(
                change,
                words,
                side_name(change.party, partner),
                worth(change, currency) if offers else "",
                scope_words(change) if offers else "",
            )
        )
        before = change
    return moves


def _ending_words(change: ContributionChange, before: ContributionChange | None) -> str:
    """What was done about its end, told by the dates the rows hold."""
    if change.ending_date is not None:
        return _("Earlier end proposed")
    agreed = before is not None and before.to_date != change.to_date
    return _("Earlier end agreed") if agreed else _("Earlier end dropped")
