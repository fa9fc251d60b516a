"""Mounts each app's pages."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("", include(f"{app}.urls"))
    for app in ("portal.web", "portal.home", "portal.accounts", "agreements", "usage", "settlements")
    if find_spec(f"{app}.urls")
]
urlpatterns += [path("account/", include("allauth.urls"))]
