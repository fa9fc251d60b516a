"""One's notices: the list, opening one, marking them read, and how one is told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.access import is_staff
from portal.notices import access
from portal.notices.change_notice_settings import change_notice_settings
from portal.notices.digest_time import digest_zone
from portal.notices.forms import NoticeSettingsForm
from portal.notices.models import NoticeSettings
from portal.notices.notice_tables import NoticeFilters, NoticeTable, StaffNoticeTable
from portal.notices.read_notices import read_notices as mark_read
from portal.refused import Refused
from portal.web.listing import list_page

NUMBER_DIGITS = 18


@login_required
@require_safe
def notices(request) -> HttpResponse:
    """Newest first. The newest one's number goes with “mark all”: what comes later stays unread."""
    own = access.own_notices(request)
    return list_page(
        request,
        queryset=own.select_related("partner"),
        table_class=StaffNoticeTable if is_staff(request.user) else NoticeTable,
        filter_class=NoticeFilters,
        template="notices/notices.html",
        name="notices",
        extra={
            "newest": own.order_by("-pk").values_list("pk", flat=True).first(),
            "elsewhere": access.unread_elsewhere(request),
        },
    )


@login_required
@require_POST
def open_notice(request, notice: int) -> HttpResponse:
    """Marks it read and leads to its page, which has a door of its own."""
    found = access.own_notice(request, notice)
    mark_read(notices=access.own_notices(request).filter(pk=found.pk))
    ours = url_has_allowed_host_and_scheme(found.link, allowed_hosts=None)
    return HttpResponseRedirect(found.link if ours and found.link else reverse("notices"))


@login_required
@require_POST
def read_notices(request) -> HttpResponse:
    """`notice`: that one; `until`: it and all before."""
    own = access.own_notices(request)
    if (one := _number(request, "notice")) is not None:
        mark_read(notices=own.filter(pk=access.own_notice(request, one).pk))
    elif (newest := _number(request, "until")) is not None:
        count = mark_read(notices=own.filter(pk__lte=newest))
        told = ngettext("%(count)s notice is marked as read.", "%(count)s notices are marked as read.", count)
        messages.success(request, told % {"count": count})
    return redirect("notices")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request) -> HttpResponse:
    chosen = NoticeSettings.objects.filter(person=request.user).first() or NoticeSettings()
    form = NoticeSettingsForm(request.POST or None, chosen=chosen)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_notice_settings(person=request.user, **form.choices())
            except Refused as refusal:
                form.add_error(None, refusal.sentence)
            else:
                messages.success(request, _("Your changes are saved."))
                return redirect("notice_settings")
    shown = {"form": form, "zone": digest_zone().key}
    return render(request, "notices/notice_settings.html", shown, status=status)


def _number(request, name: str) -> int | None:
    """What was sent as a row's number; none where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER_DIGITS else None
