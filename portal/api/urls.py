"""What describes the API. Open to everybody: it holds nothing of anybody, and a program is written before
there is a token."""

from django.urls import path

from portal.api import docs_views

urlpatterns = [
    path("schema/", docs_views.api_schema, name="api_schema"),
    path("docs/", docs_views.api_docs, name="api_docs"),
]
