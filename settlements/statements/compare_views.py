"""Two versions of a statement, and everything in which they differ."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from settlements.statements.audience import Audience
from settlements.statements.differences import differences
from settlements.statements.differences_shown import differences_shown
from settlements.statements.models import Statement
from settlements.statements.versions import address_of
from settlements.statements.versions_shown import versions_shown


def statement_compare(request, audience: Audience, number: str) -> HttpResponse:
    """A version beside the one before it, or beside the one that `with` names."""
    found = audience.statement(request.user, number, "comparison of versions")
    context = audience.context(found, address=number, history=versions_shown(found, audience))
    other = _other(found, request.GET.get("with", ""))
    if other is not None:
        old, new = sorted((found, other), key=lambda each: each.version)
        context |= _compared(old, new, request.GET.get("page"))
    return render(request, "settlements/statements/compare.html", context)


def _compared(old: Statement, new: Statement, page: str | None) -> dict:
    before, after = (set(each.reports.select_related("file")) for each in (old, new))
    return {
        "old": old,
        "new": new,
        "old_address": address_of(old),
        "new_address": address_of(new),
        "reports_added": sorted(after - before, key=lambda each: each.pk),
        "reports_removed": sorted(before - after, key=lambda each: each.pk),
        **differences_shown(differences(old.result_document, new.result_document), new.currency, page),
    }


def _other(found: Statement, asked: str) -> Statement | None:
    """The version asked for, else the one before; None where there is but one. Not there: Http404."""
    rows = Statement.objects.filter(number=found.number).exclude(pk=found.pk)
    if not asked:
        return rows.filter(version=found.version - 1 or 2).first()
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 9:
        raise Http404
    return get_object_or_404(rows, version=int(asked))
