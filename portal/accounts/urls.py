from django.urls import path

from portal.accounts import views
from portal.accounts.remove_passkey import remove_passkey

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/language/", views.choose_language, name="choose_language"),
    path("account/theme/", views.choose_theme, name="choose_theme"),
    # Before allauth's, which would remove the last one too.
    path("account/2fa/webauthn/keys/<int:pk>/remove/", remove_passkey, name="mfa_remove_webauthn"),
    path("account/organisation/", views.choose_organisation, name="choose_organisation"),
]
