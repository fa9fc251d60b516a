from django.urls import path

from usage.dialects import edit_views, views
from usage.dialects.audience import PARTNER, STAFF, Audience


def pages_of(audience: Audience) -> list:
    folder = "staff/reports/dialects/" if audience.is_staff else "reports/dialects/"
    pages = [
        ("", views.dialects, "dialects"),
        ("new/", edit_views.new_dialect, "new_dialect"),
        ("samples/<int:sample_id>/", edit_views.dialect_sample, "dialect_sample"),
        ("<int:dialect_id>/", views.dialect, "dialect"),
        ("<int:dialect_id>/edit/", edit_views.edit_dialect, "edit_dialect"),
        ("<int:dialect_id>/retire/", views.retire_dialect, "retire_dialect"),
        ("<int:dialect_id>/versions/<int:dialect_number>/", views.dialect_version, "dialect_version"),
    ]
    return [
        path(folder + route, audience.page(view), name=audience.prefix + name) for route, view, name in pages
    ]


urlpatterns = [*pages_of(PARTNER), *pages_of(STAFF)]
