"""Every list: search and filters and sort in the URL, 25 to a page, CSV of all that was found."""

from collections.abc import Iterator
from itertools import islice

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.shortcuts import render

from portal.web.csv_response import csv_response

PER_PAGE = 25
_CHUNK = 2000


def list_page(
    request, *, queryset: QuerySet, table_class, filter_class=None, template: str, name: str, extra=None
):
    """The page of a list, or with `?format=csv` its rows as `<name>.csv`.

    `extra` goes into the template's context. The template includes `elements/list.html` with
    `empty_title`, `empty_text`, `empty_url`, `empty_action`. Whatever the URL says that makes no sense
    (page, sort, filter) is left aside.
    """
    found, filters = queryset, None
    if filter_class is not None:
        filters = filter_class(request.GET, queryset=queryset, request=request)
        found = filters.qs
    table = _ordered(table_class(found), request.GET.getlist("sort")[:3])
    if request.GET.get("format") == "csv":
        return csv_response(name=name, rows=_rows(table_class, table.data.data))
    table.paginator, table.sort_links = Paginator(table.rows, PER_PAGE), True
    table.page = page = _page(table.paginator, request.GET.get("page"))
    filtered = filters is not None and _is_filtered(filters)
    context = {
        "table": table,
        "page": page,
        "filter": filters,
        "filtered": filtered,
        "nothing_yet": not page.paginator.count and not filtered,
        "clear_url": request.path,
        "csv_url": _csv_url(request),
        **(extra or {}),
    }
    return render(request, template, context)


def _ordered(table, sort: list[str]):
    """In the asked order, else its own; equals in the order of their ids, so that pages are stable."""
    table.order_by = sort or table.order_by
    if asked := table.data.data.query.order_by:
        table.data.data = table.data.data.order_by(*asked, "pk")
    return table


def _page(paginator: Paginator, number: str | None) -> Page:
    try:
        return paginator.page(number or 1)
    except PageNotAnInteger:
        return paginator.page(1)
    except EmptyPage:
        return paginator.page(1 if int(number or 1) < 1 else paginator.num_pages)


def _is_filtered(filters) -> bool:
    return bool(filters.form.errors) or any(
        value not in (None, "", [], ()) and not (isinstance(value, QuerySet) and not value)
        for value in filters.form.cleaned_data.values()
    )


def _csv_url(request) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    return f"?{query.urlencode()}"


def _rows(table_class, ordered: QuerySet) -> Iterator[list]:
    """Header, then rows, read from the database a chunk at a time."""
    records = ordered.iterator(chunk_size=_CHUNK)
    chunk = list(islice(records, _CHUNK))
    lines = table_class(chunk, default="").as_values()
    yield next(lines)
    while chunk:
        yield from lines
        chunk = list(islice(records, _CHUNK))
        lines = table_class(chunk, default="").as_values()
        next(lines)
