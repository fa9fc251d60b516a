"""The first page of each audience; and, while developing, a page that shows every element."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.accounts.access import current_membership, is_staff, staff_page
from portal.home.partner_front import partner_front
from portal.home.samples import samples
from portal.home.staff_queue import staff_queue


@require_safe
@login_required
def home(request):
    """A partner's home; staff are sent to their queue."""
    if is_staff(request.user):
        return redirect("staff_home")
    membership = current_membership(request)
    front = partner_front(user=request.user, partner=membership.partner)
    return render(request, "home/partner.html", {"membership": membership, "front": front})


@require_safe
@staff_page()
def staff_home(request):
    """What waits, for the roles the person holds."""
    return render(request, "home/staff.html", {"sections": staff_queue(user=request.user)})


@require_safe
def elements(request):
    """Every element with sample content; while developing only."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "home/elements.html", samples(request))
