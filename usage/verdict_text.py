"""A report's verdict in sentences: for its pages, and for the command line."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from usage.audience import Audience
from usage.column_names import ColumnNames
from usage.customers_beside import customers_sentence
from usage.file_sentences import file_sentence
from usage.likely_names import LikelyNames
from usage.models import Report
from usage.row_sentences import expected_of, fix_of, title_of, warning_sentence
from usage.what_to_register import Register, what_to_register


@dataclass(frozen=True, slots=True)
class Group:
    """All problems of one kind in one column. `examples`: line, found, expected (in words), likely (code).

    `named`: the column as the reader knows it (`ColumnNames`). `register`: what may be done about the first
    example's name, on pages.
    """

    code: str
    title: str
    column: str
    named: str
    count: int
    fix: str
    examples: list[dict[str, Any]]
    register: Register | None = None


def file_sentences(report: Report) -> list[str]:
    """Why the file as a whole was refused; empty where it was read."""
    problems = report.verdict.get("file_problems", [])
    if problems and report.erased_at:
        return [_("The file could not be read as usage rows.")]
    of_separator = [each for each in problems if each["details"].get("separator")]
    return [file_sentence(**each) for each in of_separator[:1] or problems]


def warning_sentences(report: Report) -> list[str]:
    said = [warning_sentence(**warning) for warning in report.verdict.get("warnings", [])]
    customers = report.verdict.get("customers")
    return [*said, *filter(None, [customers_sentence(customers) if customers else ""])]


def problem_groups(report: Report) -> list[Group]:
    """The problems of its rows by kind and column, most frequent first."""
    likely, names = LikelyNames(report), ColumnNames(report)
    return [
        Group(
            code=group["code"],
            title=title_of(group["code"]),
            column=group["column"],
            named=names.of(group["column"]),
            count=group["count"],
            fix=fix_of(group["code"], in_dialect=names.definition is not None),
            examples=[
                {
                    **each,
                    "expected": expected_of(group["code"], each["expected"]),
                    "likely": likely.code_for(group["column"], each["found"])
                    if group["code"].startswith("unknown_")
                    else "",
                }
                for each in group["examples"]
            ],
        )
        for group in report.verdict.get("groups", [])
    ]


def groups_to_fix(report: Report, audience: Audience, reader: User) -> list[Group]:
    """As `problem_groups`, each with where its unknown name can be registered."""
    return [_with_register(group, report, audience, reader) for group in problem_groups(report)]


def _with_register(group: Group, report: Report, audience: Audience, reader: User) -> Group:
    if not group.examples or not group.code.startswith("unknown_"):
        return group
    first = group.examples[0]
    asked = {"column": group.column, "found": first["found"], "likely": first["likely"]}
    found = what_to_register(report=report, audience=audience, reader=reader, **asked)
    return replace(group, register=found)


def verdict_lines(report: Report) -> list[str]:
    """The whole verdict as lines of text."""
    lines = [_("Report %(number)s: %(state)s") % {"number": report.pk, "state": report.get_state_display()}]
    lines += file_sentences(report)
    if report.rows:
        lines.append(
            _("%(rows)s rows: %(accepted)s accepted, %(rejected)s rejected.")
            % {"rows": report.rows, "accepted": report.accepted, "rejected": report.rejected}
        )
    for total in report.verdict.get("by_currency", []):
        lines.append(f"{total['currency']} {total['gross_revenue']} − {total['deductions']}")
    for group in problem_groups(report):
        first = group.examples[0] if group.examples else {"line": "", "found": ""}
        lines.append(
            ngettext(
                "%(title)s, column %(column)s: %(count)s row, line %(line)s, found “%(found)s”. %(fix)s",
                "%(title)s, column %(column)s: %(count)s rows, first line %(line)s, found "
                "“%(found)s”. %(fix)s",
                group.count,
            )
            % {
                "title": group.title,
                "column": group.named or "–",
                "count": group.count,
                "line": first["line"],
                "found": first["found"],
                "fix": group.fix,
            }
        )
    return lines + warning_sentences(report)
