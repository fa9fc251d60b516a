"""A host's agreement with all its versions in force."""

from agreements.approve_version import approve_version
from agreements.contributions.edit_tariff import edit_tariff
from agreements.draft_agreement import draft_agreement
from agreements.import_terms import import_terms
from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.demo.joint_work import TARIFF, WITH_TARIFF
from portal.demo.people import staff
from portal.demo.terms import STARTS, Deal, terms_document


def make_agreement(*, deal: Deal) -> Agreement:
    """The one that stands, or a new one."""
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
            ends_date=None,
        )
    terms = terms_document(deal)
    if agreement.versions.filter(state="in_force").count() < len(terms):
        for version in import_terms(agreement=agreement, document=terms, by=contracts):
            if deal.host in WITH_TARIFF:
                edit_tariff(version=version, tariff=TARIFF, by=contracts)
            approve_version(version=version, by=staff("approver"))
        agreement.refresh_from_db()
    return agreement
