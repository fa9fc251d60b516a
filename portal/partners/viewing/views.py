"""Begin and end of viewing as a partner."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import READERS
from portal.partners.people_access import partner_by_code
from portal.partners.viewing import stop_viewing as stopping
from portal.partners.viewing import view_as_partner as viewing
from portal.partners.viewing.middleware import VIEWED, viewed_partner
from portal.refused import Refused


@require_POST
@staff_page(*READERS)
@reauthenticated
def view_as_partner(request, partner: str):
    """From here to `stop_viewing` the partner's pages show what its people see."""
    chosen = partner_by_code(request.user, partner)
    try:
        viewing.view_as_partner(by=request.user, partner=chosen)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(_page_of(partner))
    request.session[VIEWED] = chosen.pk
    return redirect("home")


@require_POST
@staff_page()
def stop_viewing(request):
    viewed = viewed_partner(request)
    request.session.pop(VIEWED, None)
    if viewed is None:
        return redirect("staff_home")
    stopping.stop_viewing(by=request.user, partner=viewed)
    messages.success(request, _("You are back on your own pages."))
    return redirect(_page_of(viewed.code))


def _page_of(code: str) -> str:
    try:
        return reverse("staff_partner", args=[code])
    except NoReverseMatch:
        return reverse("staff_home")
