"""What is offered for a contribution: its worth, scope and days, and whether it can stand."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agreements.catalogue_codes import CatalogueCodes
from agreements.fault_words import words_of
from agreements.models import Agreement, Contribution, TariffRow, Version
from agreements.settled_until import settled_until
from agreements.terms_document import ANY
from portal.money.currencies import exponent
from portal.refused import Refused
from portal.web import formats
from settlements.engine.exact import plain
from settlements.engine.faults import FaultList
from settlements.engine.parse_entries import read_contribution

Method = Contribution.Method


@dataclass(frozen=True, slots=True)
class Offer:
    """`scope`: application, model, market → code, `*` for all. Either points (a ratio) or an amount.

    By the tariff both are None until `checked` has looked them up. `dated_back`: it may begin on settled
    days, which a restatement then settles anew.
    """

    from_date: date
    to_date: date | None
    scope: dict[str, str]
    points: Decimal | None = None
    amount: Decimal | None = None
    dated_back: bool = False

    def columns(self) -> dict[str, Any]:
        """As the row has them."""
        codes, given = CatalogueCodes(), self.scope
        return {
            "from_date": self.from_date,
            "to_date": self.to_date,
            "points": self.points,
            "amount": self.amount,
            "dated_back": self.dated_back,
            **{
                f"{name}_id": None if given[name] == ANY else getattr(codes, name)[given[name]]
                for name in ("application", "model", "market")
            },
        }


def offer_of(row: Contribution) -> Offer:
    """The one that stands."""
    scope = {name: getattr(row, name) for name in ("application", "model", "market")}
    codes = {name: entry.code if entry else ANY for name, entry in scope.items()}
    return Offer(row.from_date, row.to_date, codes, row.points, row.amount, row.dated_back)


def checked(agreement: Agreement, offer: Offer, *, party: str, method: str, tariff_code: str = "") -> Offer:
    """The offer with its worth, as it could be accepted today.

    Raises Refused: `not_active`, `outside_term`, `empty_range`, `already_settled`, `not_in_tariff`,
    `unknown_scope`, `bad_worth`, `over_cap`.
    """
    version = _version_on(agreement, offer)
    if method == Method.TARIFF:
        row = _tariff_row(version, tariff_code)
        offer = replace(offer, points=row.points, amount=row.amount)
    _require_scope(offer)
    _require_worth(agreement, offer, party)
    cap = version.contribution_points_cap
    if offer.points is not None and cap is not None and offer.points > cap:
        sentence = _("The terms limit points from contributions to %(cap)s. Ask for less, or for an amount.")
        raise Refused("over_cap", sentence % {"cap": formats.percent(cap)})
    return offer


def require_unsettled(agreement: Agreement, day: date) -> None:
    """Raises Refused (`already_settled`) for a day before the first one that is not settled."""
    settled = settled_until(agreement)
    if settled is not None and day < settled:
        sentence = _("Everything before %(day)s is settled, and what is settled stays. Choose a later day.")
        raise Refused("already_settled", sentence % {"day": formats.day(settled)})


def _version_on(agreement: Agreement, offer: Offer) -> Version:
    """The version in force on the first day."""
    if agreement.state != Agreement.State.ACTIVE:
        raise Refused("not_active", _("This agreement is not in force, so nothing can be contributed to it."))
    first, end = offer.from_date, offer.to_date
    if end is not None and end <= first:
        raise Refused("empty_range", _("It would end on or before its first day. Choose a later end."))
    rows = agreement.versions.filter(state=Version.State.IN_FORCE, from_date__lte=first)
    version = rows.exclude(to_date__lte=first).first()
    ends = agreement.ends_date
    if version is None or (ends is not None and (first >= ends or (end is not None and end > ends))):
        raise Refused("outside_term", _("The agreement is not in force on these days. Keep to its term."))
    if not offer.dated_back:
        require_unsettled(agreement, first)
    return version


def _tariff_row(version: Version, code: str) -> TariffRow:
    row = version.tariff.filter(code=code).first()
    if row is None:
        sentence = _(
            "The tariff of version %(number)s, in force on the first day, has no row %(code)s. "
            "Choose another row, or another way to value the work."
        )
        raise Refused("not_in_tariff", sentence % {"number": version.number, "code": code or "–"})
    return row


def _require_scope(offer: Offer) -> None:
    codes = CatalogueCodes()
    for name, code in offer.scope.items():
        if code != ANY and code not in getattr(codes, name):
            sentence = _("The catalogue has no “%(code)s”. Choose from the list.")
            raise Refused("unknown_scope", sentence % {"code": code})


def _require_worth(agreement: Agreement, offer: Offer, party: str) -> None:
    """The engine reads what a settlement would get (FORMULA sections 5, 6)."""
    if not offer.points and not offer.amount:
        raise Refused("bad_worth", _("Say what it is worth: points on the share, or an amount per period."))
    document = {
        "id": "c",
        "party": party,
        **offer.scope,
        "from": offer.from_date.isoformat(),
        "to": offer.to_date.isoformat() if offer.to_date else None,
        "points": None if offer.points is None else plain(offer.points),
        "amount": None if offer.amount is None else plain(offer.amount),
    }
    faults = FaultList()
    read_contribution(document, "", exponent(agreement.settlement_currency), faults)
    if faults.found:
        raise Refused("bad_worth", words_of(faults.found[0]))
