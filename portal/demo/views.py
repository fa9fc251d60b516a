"""A page that exists in the demo only: who can log in, with which password and code."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.demo.log_ins import demo_password, log_ins, seconds_left


@require_safe
@never_cache
def demo_people(request):
    if not settings.DEMO:
        raise Http404
    shown = {"groups": log_ins(), "password": demo_password(), "seconds_left": seconds_left()}
    return render(request, "demo/people.html", shown)
