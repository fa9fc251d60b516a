from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/language/", views.choose_language, name="choose_language"),
    path("account/theme/", views.choose_theme, name="choose_theme"),
    path("account/organisation/", views.choose_organisation, name="choose_organisation"),
]
