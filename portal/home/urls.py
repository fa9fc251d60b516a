from django.urls import path

from portal.home import help_pages, views

urlpatterns = [
    path("", views.home, name="home"),
    path("staff/", views.staff_home, name="staff_home"),
    path("help/", help_pages.help_front, name="help"),
    path("help/formula/", help_pages.help_formula, name="help_formula"),
    path("help/verify.pyz", help_pages.help_verifier, name="help_verifier"),
    path("elements/", views.elements, name="elements"),
]
