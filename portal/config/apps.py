"""Django's admin with the portal's own site, and the rows it shows."""

from django.apps import apps
from django.contrib.admin.apps import AdminConfig

SHOWN_APPS = ("accounts", "audit", "notices", "files", "partners")


class PortalAdminConfig(AdminConfig):
    default_site = "portal.config.admin_site.PortalAdminSite"

    def ready(self) -> None:
        from django.contrib import admin

        super().ready()
        for label in SHOWN_APPS:
            admin.site.register(list(apps.get_app_config(label).get_models()))
