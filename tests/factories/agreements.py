"""Agreements made as people make them: drafted, proposed, approved by a second person, accepted."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.approve_version import approve_version
from agreements.catalogue_codes import CatalogueCodes
from agreements.check_terms import check_version
from agreements.draft_agreement import draft_agreement
from agreements.import_terms import import_terms
from agreements.models import Agreement, Contribution, SignedDocument, Version
from agreements.negotiation.accept_version import accept_version
from agreements.negotiation.attach_signed_document import attach_signed_document
from agreements.negotiation.propose_version import propose_version
from agreements.write_terms import write_terms
from portal.accounts.access import people_with_role
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from tests.factories.accounts import make_licensor, make_member, make_staff


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
    say=None,
) -> Agreement:
    """An active agreement. `terms` are FORMULA's versions (default: 20 % of everything), all approved.

    `say(version)` may write clauses and obligations into each before.
    """
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
        if say:
            say(version)
        bring_into_force(version)
    for contribution in contributions or []:
        make_contribution(agreement, **contribution)
    agreement.refresh_from_db()
    return agreement


def bring_into_force(version: Version, *, approver: User | None = None) -> Version:
    """A licensor's draft proposed, approved, and accepted by a signatory of the partner."""
    version = propose_and_approve(version, approver=approver)
    return accept_version(version=version, by=signatory(version.partner))


def propose_and_approve(version: Version, *, approver: User | None = None) -> Version:
    """A licensor's draft proposed and approved; a signatory may accept it."""
    version = propose_version(version=version, by=preparer())
    return approve_version(version=version, by=approver or second_person())


def signatory(partner: Partner) -> User:
    """Who signs for the partner; made where nobody does."""
    found = people_with_role(partner, PartnerRole.SIGNATORY)
    if found:
        return found[0]
    return make_member(f"signs@{partner.code}.example", "Sina Signs", partner, PartnerRole.SIGNATORY)


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


def counter_draft(agreement: Agreement, *, by: User, from_date: str = "2026-12-15") -> Version:
    """The partner's own draft under the next number, with one rule."""
    number = agreement.versions.order_by("number").last().number + 1
    version = Version(
        agreement=agreement,
        partner=agreement.partner,
        number=number,
        party=Agreement.Party.PARTNER,
        prepared_by=by,
        editor_ids=[by.pk],
    )
    terms = make_terms(from_date, number=number)
    write_terms(version, check_version(agreement=agreement, version=terms), CatalogueCodes())
    return version


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


def signed_sample(version: Version, by: User) -> SignedDocument:
    """A small PDF, as signed by two."""
    file = SimpleUploadedFile("signed.pdf", b"%PDF-1.4\n%%EOF\n")
    return attach_signed_document(
        version=version,
        by=by,
        file=file,
        signatories="Paula Preparer, Sina Signs",
        signed_date=date(2026, 1, 1),
    )


def preparer() -> User:
    """The staff member who drafts agreements in tests (contracts)."""
    return _staff("paula.preparer@licensor.example", "Paula Preparer", StaffRole.CONTRACTS)


def second_person() -> User:
    """The staff member who approves them."""
    return _staff("sven.second@licensor.example", "Sven Second", StaffRole.APPROVER)


def _staff(email: str, name: str, role: StaffRole) -> User:
    return User.objects.filter(email=email).first() or make_staff(email, name, role)
