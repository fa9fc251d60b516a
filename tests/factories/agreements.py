"""Agreements made as staff make them: drafted, terms imported, approved by a second person."""

from datetime import date

from django.utils import timezone

from agreements.approve_version import approve_version
from agreements.draft_agreement import draft_agreement
from agreements.import_terms import import_terms
from agreements.models import Agreement, Contribution
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from tests.factories.accounts import make_licensor, make_staff


def make_agreement(
    partner: Partner,
    *,
    collected_by: str = "licensor",
    reporter: str | None = None,
    settlement_currency: str = "USD",
    starts: str = "2026-01-01",
    ends: str | None = None,
    time_zone: str = "UTC",
    period_length: str = "month",
    title: str = "",
    terms: list | None = None,
    contributions: list | None = None,
) -> Agreement:
    """An active agreement. `terms` are FORMULA's versions (default: 20 % of everything), all approved."""
    make_licensor()
    agreement = make_draft_agreement(
        partner,
        collected_by=collected_by,
        reporter=reporter,
        settlement_currency=settlement_currency,
        starts=starts,
        ends=ends,
        time_zone=time_zone,
        period_length=period_length,
        title=title,
    )
    made = import_terms(agreement=agreement, document=terms or [make_terms(starts)], by=preparer())
    for version in sorted(made, key=lambda version: version.from_date):
        approve_version(version=version, by=second_person())
    for contribution in contributions or []:
        make_contribution(agreement, **contribution)
    agreement.refresh_from_db()
    return agreement


def make_draft_agreement(partner: Partner, *, starts="2026-01-01", ends=None, **fields) -> Agreement:
    """A draft with its empty version 1; nobody but staff sees it."""
    collected_by = fields.pop("collected_by", "licensor")
    return draft_agreement(
        by=fields.pop("by", None) or preparer(),
        partner=partner,
        title=fields.pop("title", "") or f"Hosting by {partner.name}",
        collected_by=collected_by,
        reporter=fields.pop("reporter", None) or collected_by,
        settlement_currency=fields.pop("settlement_currency", "USD"),
        time_zone=fields.pop("time_zone", "UTC"),
        period_length=fields.pop("period_length", "month"),
        starts_date=date.fromisoformat(starts),
        ends_date=date.fromisoformat(ends) if ends else None,
        **fields,
    )


def make_terms(start: str = "2026-01-01", *rules: dict, number: int = 1, **members) -> dict:
    """One version as FORMULA's JSON; without rules, 20 % of everything. `to` goes in as `to=…`."""
    return {
        "version": number,
        "from": start,
        "base": "net_revenue",
        "rate_rules": list(rules) or [share("0.20")],
        **members,
    }


def share(*rates, id: str = "default", **members) -> dict:
    """A percentage rule; each of `rates` is a rate or (up_to, rate), e.g. share(("1000", "0.2"), "0.1")."""
    tiers = [
        {"up_to": rate[0], "rate": rate[1]} if isinstance(rate, tuple) else {"rate": rate} for rate in rates
    ]
    return {"id": id, "charge": "percentage", "tiers": tiers, **members}


def price(*rates, unit: str, id: str = "price", **members) -> dict:
    """A per-unit rule; `rates` as in `share`."""
    return {**share(*rates, id=id), "charge": "per_unit", "unit": unit, **members}


def make_contribution(agreement: Agreement, *, approved: bool = True, **members) -> Contribution:
    """A contribution as FORMULA's members (`id`, `party`, `from_date`, `to_date`, `points` or `amount`)."""
    return Contribution.objects.create(
        agreement=agreement,
        partner=agreement.partner,
        code=members.pop("id", "c1"),
        party=(party := members.pop("party", "partner")),
        offered_by=party,
        kind=members.pop("kind", "maintenance"),
        title=members.pop("title", "Work"),
        state="accepted" if approved else "filed",
        filed_at=timezone.now(),
        approved_at=timezone.now() if approved else None,
        **members,
    )


def preparer() -> User:
    """The staff member who drafts agreements in tests (contracts)."""
    return _staff("paula.preparer@licensor.example", "Paula Preparer", StaffRole.CONTRACTS)


def second_person() -> User:
    """The staff member who approves them."""
    return _staff("sven.second@licensor.example", "Sven Second", StaffRole.APPROVER)


def _staff(email: str, name: str, role: StaffRole) -> User:
    return User.objects.filter(email=email).first() or make_staff(email, name, role)
