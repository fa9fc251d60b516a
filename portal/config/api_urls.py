"""Mounts each app's part of the API."""

from django.urls import include, path

urlpatterns = [
    path("", include("portal.api.urls")),
    path("", include("usage.api.urls")),
    path("", include("settlements.statements.api.urls")),
]
