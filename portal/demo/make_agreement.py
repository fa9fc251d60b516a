"""A host's agreement with all its versions in force."""

from agreements.approve_version import approve_version
from agreements.contributions.edit_tariff import edit_tariff
from agreements.draft_agreement import draft_agreement
from agreements.import_terms import import_terms
from agreements.models import Agreement, Version
from agreements.negotiation.accept_version import accept_version
from agreements.negotiation.propose_version import propose_version
from portal.accounts.models import Partner
from portal.demo.joint_work import TARIFF, WITH_TARIFF
from portal.demo.make_obligations import say_beside_money
from portal.demo.people import member, staff
from portal.demo.terms import STARTS, Deal, terms_document

State = Version.State


def make_agreement(*, deal: Deal) -> Agreement:
    """The one that stands, or a new one: drafted, proposed, approved, accepted by the host's signatory."""
    partner = Partner.objects.get(code=deal.host)
    agreement = Agreement.objects.filter(partner=partner).first()
    contracts = staff("contracts")
    if agreement is None:
        agreement = draft_agreement(
            by=contracts,
            partner=partner,
            title=deal.title,
            collected_by=deal.collected_by,
            reporter=deal.reporter,
            settlement_currency=deal.settlement_currency,
            time_zone=deal.time_zone,
            period_length=Agreement.PeriodLength.MONTH,
            starts_date=STARTS,
            ends_date=deal.ends,
        )
    terms = terms_document(deal)
    versions = agreement.versions.filter(number__lte=len(terms))
    if versions.exclude(state__in=[State.DRAFT, State.IN_FORCE]).exists():
        _bring_on(agreement, len(terms))
    if versions.filter(state=State.IN_FORCE).count() < len(terms):
        import_terms(agreement=agreement, document=terms, by=contracts)
        _bring_on(agreement, len(terms))
        agreement.refresh_from_db()
    return agreement


def _bring_on(agreement: Agreement, last: int) -> None:
    """Each version into force, from where a broken-off start left it."""
    for version in agreement.versions.filter(number__lte=last).order_by("from_date"):
        if version.state == State.DRAFT:
            say_beside_money(version)
            if agreement.partner.code in WITH_TARIFF:
                edit_tariff(version=version, tariff=TARIFF, by=staff("contracts"))
            version = propose_version(version=version, by=staff("contracts"))
        if version.state == State.PROPOSED:
            version = approve_version(version=version, by=staff("approver"))
        if version.state == State.APPROVED:
            accept_version(version=version, by=member(agreement.partner.code, "finance"))
