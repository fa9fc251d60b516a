"""Pages of agreements and the catalogue."""

from django.urls import include, path

import agreements.converters  # noqa: F401 - registers them
from agreements import partner_views, staff_views
from agreements.catalogue import views as catalogue_views

ROOMS = (
    *("clauses", "contributions", "deployments", "eligibility", "goals", "incidents", "obligations"),
    *("operations", "registers"),
)
_STAFF = "staff/agreements/"
_ONE = f"{_STAFF}<agreement_number:number>/"
_CATALOGUE = "staff/catalogue/"
_ENTRY = f"{_CATALOGUE}<slug:kind>/<catalogue_code:code>/"

urlpatterns = [
    path("", include("agreements.agreement_templates.urls")),
    path("", include("agreements.compare.urls")),
    path("", include("agreements.editor_urls")),
    path("", include("agreements.reading_urls")),
    path("agreements/", partner_views.agreements, name="agreements"),
    path("agreements/<agreement_number:number>/", partner_views.agreement, name="agreement"),
    path(
        "agreements/<agreement_number:number>/terms.json",
        partner_views.agreement_terms,
        name="agreement_terms",
    ),
    path("", include("agreements.negotiation_urls")),
    path(_STAFF, staff_views.staff_agreements, name="staff_agreements"),
    path(f"{_STAFF}new/", staff_views.draft_agreement, name="draft_agreement"),
    path(_ONE, staff_views.staff_agreement, name="staff_agreement"),
    path(
        f"{_ONE}terms.json",
        staff_views.staff_agreement_terms,
        name="staff_agreement_terms",
    ),
    path(f"{_ONE}edit/", staff_views.edit_agreement, name="edit_agreement"),
    path(f"{_ONE}discard/", staff_views.discard_agreement, name="discard_agreement"),
    path(f"{_ONE}import/", staff_views.import_terms, name="import_terms"),
    path(f"{_ONE}versions/new/", staff_views.draft_version, name="draft_version"),
    *(path("", include(f"agreements.{room}.urls")) for room in ROOMS),
    path(_CATALOGUE, catalogue_views.catalogue, name="catalogue"),
    path(f"{_CATALOGUE}aliases/", catalogue_views.aliases, name="aliases"),
    path(f"{_CATALOGUE}aliases/new/", catalogue_views.add_alias, name="add_alias"),
    path(f"{_CATALOGUE}aliases/<int:alias>/remove/", catalogue_views.remove_alias, name="remove_alias"),
    path(f"{_CATALOGUE}<slug:kind>/new/", catalogue_views.add_entry, name="add_entry"),
    path(f"{_ENTRY}retire/", catalogue_views.retire_entry, name="retire_entry"),
    path(f"{_ENTRY}restore/", catalogue_views.restore_entry, name="restore_entry"),
]
