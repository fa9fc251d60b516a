"""Pages of a model's licences."""

from django.urls import path

from agreements.eligibility import views

_MODEL = "staff/catalogue/model/<catalogue_code:code>/licences/"

urlpatterns = [
    path(_MODEL, views.model_licences, name="model_licences"),
    path(f"{_MODEL}new/", views.license_market, name="license_market"),
    path(f"{_MODEL}<int:licence>/end/", views.end_licence, name="end_licence"),
]
