"""Mounts each app's pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.web.urls")),
    path("", include("portal.home.urls")),
    path("", include("portal.workbooks.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("portal.audit.urls")),
    path("", include("portal.partners.urls")),
    path("", include("portal.partners.viewing.urls")),
    path("", include("portal.notices.urls")),
    path("", include("agreements.urls")),
    path("", include("settlements.runs.what_if.urls")),
    path("", include("usage.urls")),
    path("", include("settlements.urls")),
    path("", include("settlements.runs.goal_urls")),
    path("", include("portal.api.page_urls")),
    path("api/v1/", include("portal.config.api_urls")),
    path("", include("portal.demo.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
