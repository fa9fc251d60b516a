"""Statements: list, statement, a line's and a rung's calculation, for both audiences."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from portal.accounts.access import is_staff
from portal.accounts.roles import StaffRole
from portal.web.listing import list_page
from settlements.balances.over_time import open_over_time
from settlements.openings.read import carried_into
from settlements.statements.access import line_of
from settlements.statements.adjustments_told import tell_adjustments
from settlements.statements.audience import Audience
from settlements.statements.change.told import tell_change, tell_contributions
from settlements.statements.change.trend import trend_of
from settlements.statements.estimates.access import running_estimates_of
from settlements.statements.estimates.last_estimate import last_estimate
from settlements.statements.explain_steps import explain_steps
from settlements.statements.headline_for import headline_for
from settlements.statements.ladder_rungs import explain_rung, ladder_rungs
from settlements.statements.line_list import line_list
from settlements.statements.line_rows import LineRow
from settlements.statements.models import Line, Statement
from settlements.statements.money_in_list import with_money
from settlements.statements.money_now import money_now
from settlements.statements.names import Names
from settlements.statements.page_parts import parties_of, remarks_of, share_bar, versions_used
from settlements.statements.payment_due import when_paid
from settlements.statements.row_pages import rows_page
from settlements.statements.rung_sentences import RUNGS, rung_name, rung_sentence
from settlements.statements.setting import setting_of
from settlements.statements.statement_table import (
    StaffStatementFilters,
    StaffStatementTable,
    StatementFilters,
    StatementTable,
)
from settlements.statements.stored_documents import input_without_usage, result_without_lines
from settlements.statements.terms_behind import rule_facts, rule_tiers
from settlements.statements.versions_shown import versions_shown


def statements(request, audience: Audience) -> HttpResponse:
    estimates = [] if audience.is_staff else running_estimates_of(request.user, request.partner)
    over_time = open_over_time(audience.entries(request), now=timezone.now())
    return list_page(
        request,
        queryset=with_money(audience.statements(request)),
        table_class=StaffStatementTable if audience.is_staff else StatementTable,
        filter_class=StaffStatementFilters if audience.is_staff else StatementFilters,
        template="settlements/statements/statements.html",
        name="statements",
        extra={"base": audience.base, "audience": audience, "estimates": estimates, "over_time": over_time},
    )


def statement(request, audience: Audience, number: str) -> HttpResponse:
    """The statement: amount, ladder, shares, lines, downloads."""
    found = audience.statement(request.user, number, "statement")
    result, names = result_without_lines(found), Names()
    remarked = result["unrated"] or result["warnings"]
    document = found.input_document if remarked else input_without_usage(found)
    history = versions_shown(found, audience)
    parties = parties_of(found, staff=audience.is_staff)
    setting = setting_of(document, result, names, carried_date=carried_into(found.period))
    context = audience.context(
        found,
        address=number,
        headline=headline_for(found, result, parties),
        rungs=ladder_rungs(result, setting, lambda rung: audience.url("statement_rung", number, rung)),
        shares=share_bar(result, parties),
        contributions=tell_contributions(
            found.contributions_came_to, result["direction"] == "payable", parties, found.currency
        ),
        change=tell_change(found.change, found.currency),
        trend=trend_of(found),
        lines=line_list(found.lines.all(), request.GET),
        remarks=remarks_of(document, result, names),
        versions=versions_used(document),
        reports=found.reports.select_related("file").order_by("pk"),
        last_estimate=last_estimate(statement=found),
        history=history,
        may_restate=audience.is_staff and is_staff(request.user, StaffRole.FINANCE),
        money=money_now(found, prefix=audience.prefix) if history.is_newest else None,
        asking=audience.asking(request.user, found),
        standing=audience.standing(request.user, found),
        when_paid=when_paid(found),
    )
    return render(request, "settlements/statements/statement.html", context)


def statement_line(request, audience: Audience, number: str, position: int) -> HttpResponse:
    """How was this calculated? From stored steps, down to the rows of usage."""
    found = audience.statement(request.user, number, f"line {position}")
    line = line_of(found, position)
    context = audience.context(
        found,
        address=number,
        **_calculation(found, line),
        rows=rows_page(found, line, request.GET.get("page")),
        last_position=found.lines.count(),
        history=versions_shown(found, audience),
        asking=audience.asking(request.user, found),
        standing=audience.standing(request.user, found),
    )
    return render(request, "settlements/statements/statement_line.html", context)


def statement_line_steps(request, audience: Audience, number: str, position: int) -> HttpResponse:
    """The same steps, for a line that is opened in its place; asked for as a page, the line's own."""
    if not request.htmx:
        return redirect(audience.url("statement_line", number, position))
    found = audience.statement(request.user, number, f"line {position}")
    line = line_of(found, position)
    context = audience.context(found, address=number, **_calculation(found, line))
    return render(request, "settlements/statements/statement_line_steps.html", context)


def _calculation(found: Statement, line: Line) -> dict[str, Any]:
    names = Names()
    money = {"currency": found.currency, "direction": found.direction}
    setting = setting_of(input_without_usage(found), money, names, line.document)
    tiers = rule_tiers(setting)
    return {
        "line": line,
        "row": LineRow(line.position, line.document, names),
        "steps": explain_steps(line.document["steps"], setting),
        "facts": rule_facts(setting),
        "tiers": tiers,
        "has_flat": any(tier["flat"] for tier in tiers),
    }


def statement_rung(request, audience: Audience, number: str, rung: str) -> HttpResponse:
    """How a rung of the ladder was calculated."""
    if rung not in RUNGS:
        raise Http404
    found = audience.statement(request.user, number, f"ladder {rung}")
    result = result_without_lines(found)
    names = Names()
    carried_date = carried_into(found.period)
    setting = setting_of(input_without_usage(found), result, names, carried_date=carried_date)
    steps = result["ladder_steps"].get(rung, [])
    told = explain_rung(rung, steps, setting)
    parts = [row for step in told for row in step.rows]
    for part in parts:
        part["url"] = _part_url(audience, found, number, part)
    tell_adjustments(parts, found, audience, names)
    context = audience.context(
        found,
        address=number,
        history=versions_shown(found, audience),
        name=rung_name(rung),
        amount=result["ladder"][rung],
        sentence=rung_sentence(rung, steps, setting),
        steps=told,
        stored=steps,
    )
    return render(request, "settlements/statements/statement_rung.html", context)


def _part_url(audience: Audience, found: Statement, address: str, part: dict) -> str:
    """Where a part of a rung's sum is explained: its lines, its line, or its own rung."""
    if "kind" in part and found.lines.filter(kind=part["kind"]).exists():
        return f"{audience.url('statement', address)}?kind={part['kind']}#lines"
    if "rung" in part:
        return audience.url("statement_rung", address, part["rung"])
    line = found.lines.filter(key=part["key"]).first() if "key" in part else None
    return audience.url("statement_line", address, line.position) if line else ""
