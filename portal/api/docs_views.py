"""The schema for programs, and the same for people."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.api.docs import sections
from portal.api.once import HEADER
from portal.api.schema import schema
from portal.api.scopes import Scope


@require_safe
def api_schema(request) -> HttpResponse:
    return JsonResponse(schema(), content_type="application/vnd.oai.openapi+json")


@require_safe
def api_docs(request) -> HttpResponse:
    context = {
        "sections": sections(schema(), site=settings.SITE_URL),
        "scopes": Scope.choices,
        "header": HEADER,
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
        "site": settings.SITE_URL,
    }
    return render(request, "api/docs.html", context)
