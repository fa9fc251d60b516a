"""Pages of dialects: the list, one with its versions, and the act that ends its use."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.web.act_page import act_page
from usage.dialects import retire_dialect as retiring
from usage.dialects.access import may_edit, require_editor, why_not_edit
from usage.dialects.audience import Audience
from usage.dialects.words import changes_in_words, in_words
from usage.models import Dialect, DialectVersion

SHOWN_REPORTS = 10


@require_safe
def dialects(request, audience: Audience) -> HttpResponse:
    rows = audience.dialects(request).prefetch_related("versions")
    used, retired = ([each for each in rows if bool(each.retired_at) == gone] for gone in (False, True))
    why_not = why_not_edit(request.user, None if audience.is_staff else request.partner)
    context = audience.context(used=used, retired=retired, why_not=why_not)
    return render(request, "usage/dialects/dialects.html", context)


@require_safe
def dialect(request, audience: Audience, dialect_id: int) -> HttpResponse:
    row = audience.dialect(request.user, dialect_id)
    return _version_page(request, audience, row, row.current)


@require_safe
def dialect_version(request, audience: Audience, dialect_id: int, dialect_number: int) -> HttpResponse:
    row = audience.dialect(request.user, dialect_id)
    return _version_page(request, audience, row, get_object_or_404(row.versions, number=dialect_number))


def _version_page(request, audience: Audience, row: Dialect, version: DialectVersion) -> HttpResponse:
    """A version in words, what it changed, and the reports read in it."""
    before = row.versions.filter(number=version.number - 1).first()
    context = audience.context(
        dialect=row,
        version=version,
        versions=row.versions.select_related("made_by"),
        said=in_words(version.read),
        changes=changes_in_words(before.read, version.read) if before else [],
        reports=version.reports.select_related("file", "period").order_by("-pk")[:SHOWN_REPORTS],
        may=may_edit(request.user, row.partner) and row.retired_at is None,
        why_not="" if row.retired_at else why_not_edit(request.user, row.partner),
    )
    return render(request, "usage/dialects/dialect.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def retire_dialect(request, audience: Audience, dialect_id: int) -> HttpResponse:
    row = audience.dialect(request.user, dialect_id)
    require_editor(request.user, row.partner)
    page = audience.url("dialect", row.pk)
    return act_page(
        request,
        title=_("Take “%(name)s” out of use") % {"name": row.name},
        text=_("No new report is read in it. Reports that were keep it, and it stays readable here."),
        action=_("Take out of use"),
        act=lambda: retiring.retire_dialect(dialect=row, by=request.user),
        done=_("The dialect is no longer in use."),
        back=page,
        danger=True,
        crumbs=[(audience.url("dialects"), _("Dialects")), (page, row.name)],
        extra={"base": audience.base},
    )
