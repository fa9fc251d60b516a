"""The lines of a statement as a list: filtered, sorted, grouped and paged by what stands in the URL."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from settlements.statements.line_rows import LineRow, kind_name
from settlements.statements.models import Line
from settlements.statements.names import Names

PER_PAGE = 100
FILTERS = {
    "kind": _("Kind"),
    "application": _("Application"),
    "model": _("Model"),
    "market": _("Market"),
    "unit": _("Unit"),
}
GROUPS = {**FILTERS, "rule": _("Rule")}
SORTS = {
    "application": "application",
    "quantity": "quantity",
    "base": "base_settlement",
    "share": "share",
    "amount": "amount",
}
SEARCHED = ("application", "model", "market", "unit", "rule", "clause")
NO_GROUP = "none"


@dataclass(frozen=True, slots=True)
class LineGroup:
    """`total` and `count` are of all the group's lines that the filters let through, not of this page's."""

    name: str
    total: Decimal
    count: int
    rows: list[LineRow]


@dataclass(frozen=True, slots=True)
class LineList:
    """A page of lines with what its form and links need."""

    groups: list[LineGroup]
    page: Page
    filters: list[dict[str, Any]]
    grouping: list[dict[str, Any]]
    sorts: dict[str, dict[str, str]]
    sort: str
    search: str
    total: Decimal

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def filtered(self) -> bool:
        return bool(self.search) or any(each["chosen"] for each in self.filters)


def line_list(lines: QuerySet[Line], asked: QueryDict) -> LineList:
    """Unknown names and values in the URL are ignored."""
    names = Names()
    filters = _filters(lines, asked, names)
    chosen = {each["name"]: each["chosen"] for each in filters if each["chosen"]}
    search = asked.get("q", "").strip()[:100]
    found = lines.filter(**chosen)
    if search:
        found = found.filter(_search(search, names))
    sort = asked.get("sort", "")
    sort = sort if sort.removeprefix("-") in SORTS else ""
    column = sort and ("-" if sort.startswith("-") else "") + SORTS[sort.removeprefix("-")]
    group = asked.get("group", "") if asked.get("group", "") in {*GROUPS, NO_GROUP} else "application"
    order = [*_order_of_groups(group), *([column] if column else []), "position"]
    page = Paginator(found.order_by(*order), PER_PAGE).get_page(asked.get("page"))
    return LineList(
        groups=_groups(page, found, group, names),
        page=page,
        filters=[each for each in filters if len(each["options"]) > 1],
        grouping=_grouping(group),
        sorts=_sorts(sort),
        sort=sort,
        search=search,
        total=found.aggregate(total=Sum("amount"))["total"] or Decimal(0),
    )


def _filters(lines: QuerySet[Line], asked: QueryDict, names: Names) -> list[dict[str, Any]]:
    found = []
    for name, label in FILTERS.items():
        codes = lines.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()
        shown = kind_name if name == "kind" else lambda code, kind=name: names.of(kind, code)
        options = sorted(((code, shown(code)) for code in codes), key=lambda option: option[1])
        chosen = asked.get(name, "")
        chosen = chosen if chosen in dict(options) else ""
        found.append({"name": name, "label": label, "options": options, "chosen": chosen})
    return found


def _search(text: str, names: Names) -> Q:
    """Codes that hold the text, and codes whose names in the reader's language do."""
    wanted = Q()
    for column in SEARCHED:
        wanted |= Q(**{f"{column}__icontains": text})
    for kind in ("application", "model", "unit"):
        wanted |= Q(**{f"{kind}__in": names.named_like(kind, text)})
    return wanted


def _order_of_groups(group: str) -> list:
    """By code, with credits, and lines that have no such code, last."""
    if group == NO_GROUP:
        return []
    last = {"kind": Line.Kind.CONTRIBUTION_CREDIT} if group == "kind" else {group: ""}
    return [Case(When(**last, then=Value(1)), default=Value(0)), group]


def _groups(page: Page, found: QuerySet[Line], group: str, names: Names) -> list[LineGroup]:
    rows = [(getattr(line, group, ""), LineRow(line.position, line.document, names)) for line in page]
    if group == NO_GROUP:
        return [LineGroup("", Decimal(0), len(rows), [row for _code, row in rows])] if rows else []
    sums = found.order_by().values(group).annotate(total=Sum("amount"), count=Count("pk"))
    totals = {each[group]: each for each in sums}
    gathered: dict[str, list[LineRow]] = {}
    for code, row in rows:
        gathered.setdefault(code, []).append(row)
    return [
        LineGroup(_group_name(group, code, names), totals[code]["total"], totals[code]["count"], members)
        for code, members in gathered.items()
    ]


def _group_name(group: str, code: str, names: Names) -> str:
    if group == "kind":
        return kind_name(code)
    return names.of(group, code) if code else str(_("Other lines"))


def _grouping(chosen: str) -> list[dict[str, Any]]:
    options = [*GROUPS.items(), (NO_GROUP, _("Not grouped"))]
    return [{"value": value, "label": label, "chosen": value == chosen} for value, label in options]


def _sorts(current: str) -> dict[str, dict[str, str]]:
    """Per column: the `sort` that a click asks for, and what `aria-sort` says now."""
    directions = {name: "ascending" if current == name else "" for name in SORTS}
    directions |= {name: "descending" for name in SORTS if current == f"-{name}"}
    return {
        name: {"next": f"-{name}" if current == name else name, "aria": directions[name]} for name in SORTS
    }
