"""The page that says from which amount on two people approve."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import StaffRole
from portal.web.act_page import act_page
from settlements.payouts.forms import TwoApproversForm
from settlements.payouts.models import TwoApproversFrom
from settlements.payouts.set_two_approvers import set_two_approvers


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(StaffRole.ADMINISTRATOR)
@reauthenticated
def two_approvers(request) -> HttpResponse:
    form = TwoApproversForm(request.POST if request.method == "POST" else None)
    back = reverse("staff_home")
    return act_page(
        request,
        title=_("Two approvers"),
        text=_("From this amount of one currency in a batch on, two people approve it instead of one."),
        action=_("Keep"),
        act=lambda **facts: set_two_approvers(by=request.user, **facts),
        done=_("Kept. It holds for batches prepared from now on."),
        form=form,
        back=back,
        leads_to=lambda _result: reverse("two_approvers"),
        template="settlements/payouts/two_approvers.html",
        extra={"limits": TwoApproversFrom.objects.all()},
    )
