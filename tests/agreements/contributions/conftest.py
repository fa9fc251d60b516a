"""An agreement with a tariff, and the people who file and accept."""

from agreements.contributions.edit_tariff import edit_tariff
from agreements.edit_version import edit_version
from agreements.models import Agreement
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from tests.factories.accounts import make_licensor, make_member
from tests.factories.agreements import bring_into_force, make_draft_agreement, make_terms
from tests.scenes import scene

TARIFF = [
    {"id": "audit", "kind": "maintenance", "name": "Yearly audit", "amount": "500"},
    {"id": "tuning", "kind": "improvement", "name": "Tuning", "points": "0.01", "note": "With figures."},
]


@scene
def alma(hosta) -> User:
    """Host A's administrator: files, and accepts what the licensor files."""
    return make_member("alma@hosta.example", "Alma Admin", hosta, PartnerRole.ADMIN)


@scene
def agreement(hosta, carla) -> Agreement:
    """In force from September 2026 on; points at most 3 %."""
    make_licensor()
    draft = make_draft_agreement(hosta, by=carla, starts="2026-09-01")
    version = draft.versions.get()
    terms = make_terms("2026-09-01", contribution_points_cap="0.03")
    edit_version(version=version, terms=terms, by=carla)
    edit_tariff(version=version, tariff=TARIFF, by=carla)
    bring_into_force(version)
    draft.refresh_from_db()
    return draft
