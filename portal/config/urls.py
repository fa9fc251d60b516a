"""Mounts each app's pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("portal.home.urls")),
    path("", include("portal.accounts.urls")),
    path("account/", include("allauth.urls")),
]
