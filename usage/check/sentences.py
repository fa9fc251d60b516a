"""What is wrong, and what to do next, for every problem code (INTERFACE, "Usage files")."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from usage.check.read_problems import visible
from usage.check.verdict import FileProblem, Problem

WRONG = {
    "missing_value": _("The cell is empty."),
    "bad_date": _("This is not a date of the calendar written as YYYY-MM-DD."),
    "date_outside_period": _(
        "The date lies outside the period, which runs from %(from)s until before %(to)s."
    ),
    "no_agreement": _("On this date the agreement was not in force."),
    "unknown_application": _("The catalogue has no such application, and it is no alias of yours."),
    "unknown_model": _("The catalogue has no such model, and it is no alias of yours."),
    "unknown_market": _("This is not a market of the catalogue (two capital letters, ISO 3166-1)."),
    "unknown_unit": _("The catalogue has no such unit, and it is no alias of yours."),
    "unknown_currency": _("This is not a currency of the catalogue (three capital letters, ISO 4217)."),
    "unknown_deployment": _("The register has no such deployment of yours."),
    "deployment_mismatch": _("Application, model or market of this row is not that of its deployment."),
    "bad_number": _("This is not a plain number: digits, with a point before decimals, and nothing else."),
    "too_many_decimals": _("The number has more than %(decimals)s decimals."),
    "number_too_large": _("The number has more than %(digits)s digits before the point."),
    "negative_value": _("The number is negative, and this report is not a correction."),
    "too_few_columns": _(
        "The row has %(found)s cells, the header has %(columns)s: cells are missing from here on."
    ),
    "too_many_columns": _("The row has %(found)s cells, the header has %(columns)s."),
    "duplicate_row": _("This source_ref was reported before."),
    "personal_data_suspected": _("This looks like an e-mail address, a phone number or an IP address."),
    "unterminated_quote": _("A quotation mark opens this cell, and none ends it."),
    "bad_encoding": _("The file is not written in UTF-8."),
    "missing_column": _("The header lacks columns: %(columns)s."),
    "duplicate_column": _("The header names columns twice: %(columns)s."),
    "unknown_column": _("The header names columns we do not know: %(columns)s."),
    "empty_file": _("The file has no rows."),
    "file_too_large": _("The file is larger than we can take: the limit is %(limit)s bytes."),
    "unsupported_format": _("This is not a CSV file."),
    "duplicate_file": _("The very same file was uploaded before for this agreement."),
}
NEXT = {
    "missing_value": _("Fill it in."),
    "bad_date": _("Write it like 2026-10-31, without time or spaces."),
    "date_outside_period": _("Report it with its own period, or correct the date."),
    "no_agreement": _("Correct the date, or leave the row out."),
    "unknown_application": _("Use a code of the catalogue, exactly as written there."),
    "unknown_model": _("Use a code of the catalogue, exactly as written there, or ask us to add the model."),
    "unknown_market": _("Use the country's code, such as US or JP."),
    "unknown_unit": _("Use a code of the catalogue, exactly as written there."),
    "unknown_currency": _("Use the currency's code, such as USD or JPY."),
    "unknown_deployment": _("Correct the code, or register the deployment first."),
    "deployment_mismatch": _("Leave application, model and market empty, or make them agree."),
    "bad_number": _("Write it like 1234.56: no spaces, signs, exponents or thousands separators."),
    "too_many_decimals": _("Shorten the number in your own system; we never round what you report."),
    "number_too_large": _("Correct the number, or spread it over several rows."),
    "negative_value": _("Correct the number, or upload the rows as a correction."),
    "too_few_columns": _("Give every row as many cells as the header; an empty cell still needs its comma."),
    "too_many_columns": _("Put cells that hold a comma into double quotation marks."),
    "duplicate_row": _("Remove the row, or give it its own source_ref."),
    "personal_data_suspected": _("Use a pseudonym that says nothing about a person."),
    "unterminated_quote": _("End the cell with a quotation mark; double those that are part of the value."),
    "bad_encoding": _("Save the file as UTF-8 and upload it again."),
    "missing_column": _("Add them to the first line; our template has all columns."),
    "duplicate_column": _("Keep each column once."),
    "unknown_column": _("Remove or rename them; our template has all columns."),
    "empty_file": _("Upload a file with rows, or declare that there was no usage in this period."),
    "file_too_large": _("Split it into several files; reports of one period add up."),
    "unsupported_format": _("Save the report as CSV in UTF-8, with commas, and upload it again."),
    "duplicate_file": _("Upload another file, or withdraw the first one."),
}
OTHERWISE = {
    ("duplicate_row", "first_line"): _("This source_ref was already used in line %(first_line)s."),
    ("bad_encoding", "encoding"): _("The file is written in %(encoding)s instead of UTF-8."),
    ("bad_encoding", "byte"): _(
        "The file is not written in UTF-8: line %(line)s has a byte that cannot be read."
    ),
    ("empty_file", "header"): _("The file has a header and no rows."),
    ("file_too_large", "line"): _("Line %(line)s is longer than %(limit)s bytes."),
    ("unknown_column", "separator"): _("The columns are not separated by commas."),
}
KINDS = {
    "binary": _("The file holds bytes that no text has."),
    "carriage_returns": _("The lines end in a carriage return alone."),
}


@dataclass(frozen=True)
class Sentence:
    """wrong: what was found and why it cannot stand; next: what to do. Both translated when shown."""

    code: str
    wrong: str
    next: str


def describe_problem(problem: Problem) -> Sentence:
    """The sentences of a row's problem."""
    values = dict(problem.expected) | {"found": visible(problem.found), "line": problem.line}
    return _sentence(problem.code, values, problem.expected)


def describe_file_problem(problem: FileProblem) -> Sentence:
    """The sentences of a problem that refused the whole file."""
    values = dict(problem.details)
    if problem.line:
        values["line"] = problem.line
    if problem.code == "unsupported_format" and problem.details.get("kind") in KINDS:
        return Sentence(problem.code, str(KINDS[problem.details["kind"]]), str(NEXT[problem.code]))
    shown = values
    if "columns" in values:
        names = [visible(str(name)) for name in values["columns"]]
        more = "" if values["count"] == len(names) else ", …"
        shown = values | {"columns": ", ".join(names) + more}
    return _sentence(problem.code, shown, values)


def _sentence(code: str, shown: Mapping[str, object], known: Mapping[str, object]) -> Sentence:
    """The most exact sentence whose value is known."""
    wrong = next(
        (text for (other, key), text in OTHERWISE.items() if other == code and known.get(key)), WRONG[code]
    )
    return Sentence(code, str(wrong) % shown, str(NEXT[code]))
