"""Django's admin pages: superusers look at the house's own rows behind the same door as everybody.

Read only, since every change goes through an act. Terms and figures of organisations are not among the rows:
their pages leave a trace of who looked.
"""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import Http404
from django.shortcuts import redirect

from portal.partners.models import TaxProfile

# Secrets, what organisations show to few, and what this portal does not use.
NOT_SHOWN = (Authenticator, TaxProfile, Group)
SECRET_FIELDS = {"password", "token_digest", "text", "link", "session_key"}


class ReadOnly(admin.ModelAdmin):
    """Whatever a package's own admin class offers, nothing is changed here."""

    actions = None
    list_editable = ()

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def has_view_permission(self, request, obj=None) -> bool:
        return self.admin_site.has_permission(request)

    def get_exclude(self, request, obj=None) -> list[str]:
        return [field.name for field in self.model._meta.get_fields() if field.name in SECRET_FIELDS]


class PortalAdminSite(admin.AdminSite):
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        """Read only for all; the classes of packages keep their lists and searches."""
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        base = admin_class or admin.ModelAdmin
        for model in models:
            if model not in NOT_SHOWN and not self.is_registered(model):
                super().register(model, type("Shown", (ReadOnly, base), {"fieldsets": None, "fields": None}))

    def has_permission(self, request) -> bool:
        return request.user.is_active and request.user.is_superuser

    def login(self, request, extra_context=None):
        """The portal's own log-in, never Django's form, which knows no second factor.

        Whoever is logged in and no superuser finds nothing here.
        """
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise Http404
            return redirect("admin:index")
        return secure_admin_login(super().login)(request, extra_context)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
