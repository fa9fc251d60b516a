"""Templates of agreements, for contracts."""

from django.urls import path

from agreements.agreement_templates import views

_LIST = "staff/agreements/templates/"
_VERSION = "staff/agreements/<agreement_number:number>/versions/<int:version>/"

urlpatterns = [
    path(_LIST, views.agreement_templates, name="agreement_templates"),
    path(f"{_LIST}<int:template>/rename/", views.rename_template, name="rename_template"),
    path(f"{_LIST}<int:template>/retire/", views.retire_template, name="retire_template"),
    path(f"{_VERSION}template/", views.save_template, name="save_template"),
]
