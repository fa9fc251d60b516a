"""What is wrong with rows, what was expected, and how to fix it, in words."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.utils.translation import gettext_noop as noop

TITLES = {
    "missing_value": gettext_lazy("A value is missing"),
    "bad_date": gettext_lazy("Not a date"),
    "date_outside_period": gettext_lazy("Date outside the period"),
    "no_agreement": gettext_lazy("Date outside the agreement’s term"),
    "unknown_application": gettext_lazy("Unknown application"),
    "unknown_model": gettext_lazy("Unknown model"),
    "unknown_market": gettext_lazy("Unknown market"),
    "unknown_unit": gettext_lazy("Unknown unit"),
    "unknown_currency": gettext_lazy("Unknown currency"),
    "unknown_deployment": gettext_lazy("Unknown deployment"),
    "deployment_mismatch": gettext_lazy("Deployment and row disagree"),
    "bad_number": gettext_lazy("Not a number"),
    "too_many_decimals": gettext_lazy("Too many decimals"),
    "number_too_large": gettext_lazy("Number too large"),
    "negative_value": gettext_lazy("Negative value"),
    "too_few_columns": gettext_lazy("Too few columns"),
    "too_many_columns": gettext_lazy("Too many columns"),
    "duplicate_row": gettext_lazy("Row reported before"),
    "personal_data_suspected": gettext_lazy("Looks like personal data"),
    "unterminated_quote": gettext_lazy("Quotation mark not closed"),
    "bad_record": gettext_lazy("Not a JSON object"),
}
EXPECTED = {
    "missing_value": noop("a value"),
    "bad_date": noop("a real day, written like 2026-10-31"),
    "unknown_application": noop("a code of the catalogue"),
    "unknown_model": noop("a code of the catalogue"),
    "unknown_market": noop("a country code such as DE, JP or US"),
    "unknown_unit": noop("a code of the catalogue"),
    "unknown_currency": noop("a currency code such as EUR, JPY or USD"),
    "unknown_deployment": noop("the code of a deployment that is registered and live on that day"),
    "deployment_mismatch": noop("the deployment’s own application, model and market, or empty cells"),
    "bad_number": noop("digits with a point as decimal mark, such as 1250.75"),
    "negative_value": noop("zero or more"),
    "personal_data_suspected": noop("a pseudonym"),
    "unterminated_quote": noop("a closing quotation mark"),
    "bad_record": noop("one JSON object on the line, each member once"),
}
WRITTEN = {
    "bad_date": gettext_lazy("a real day, written like %(example)s"),
    "bad_number": gettext_lazy("a number written like %(example)s"),
}
"""In a dialect."""
FIXES_IN_DIALECT = {
    "bad_date": noop("Write the day as the dialect says, or choose a dialect that says how it is written."),
    "bad_number": noop(
        "Write the number as the dialect says, or choose a dialect that says how it is written."
    ),
    "unknown_application": noop("Add your word to the dialect, or use a code of the catalogue."),
    "unknown_model": noop("Add your word to the dialect, or use a code of the catalogue."),
    "unknown_market": noop("Add your word to the dialect, or write the two-letter ISO 3166 code."),
    "unknown_unit": noop("Add your word to the dialect, or use a code of the catalogue."),
    "unknown_currency": noop("Add your word to the dialect, or write the three-letter ISO 4217 code."),
    "too_few_columns": noop("Add the missing cells; an empty cell still needs its separator."),
    "too_many_columns": noop(
        "Put values that hold the separator into quotation marks, or remove the extra cells."
    ),
}
FIXES = {
    "missing_value": noop("Fill in the cell."),
    "bad_date": noop("Write the day as year-month-day, with four, two and two digits."),
    "date_outside_period": noop("Correct the day, or move the row to the report of its own period."),
    "no_agreement": noop("The agreement was not in force that day. Correct the day, or leave the row out."),
    "unknown_application": noop(
        "Use a code from the template, or ask the licensor to register your name for it."
    ),
    "unknown_model": noop("Use a code from the template, or ask the licensor to register your name for it."),
    "unknown_market": noop("Write the two-letter ISO 3166 code in capitals."),
    "unknown_unit": noop("Use a code from the template, or ask the licensor to register your name for it."),
    "unknown_currency": noop("Write the three-letter ISO 4217 code in capitals."),
    "unknown_deployment": noop(
        "Check code and day, register the deployment, or fill in application, model and market instead."
    ),
    "deployment_mismatch": noop("Empty application, model and market, or make them agree."),
    "bad_number": noop(
        "No spaces, no thousands separators, no currency signs, no exponents; a point as decimal mark."
    ),
    "too_many_decimals": noop("Shorten the number yourself: we never round what you report."),
    "number_too_large": noop("Check the unit; a number of this size is refused."),
    "negative_value": noop("Upload refunds in a report of their own, marked as a correction."),
    "too_few_columns": noop("Add the missing cells; an empty cell still needs its comma."),
    "too_many_columns": noop("Put values that hold a comma into quotation marks, or remove the extra cells."),
    "duplicate_row": noop("Remove the row, or give it a source_ref of its own if it is another one."),
    "personal_data_suspected": noop(
        "Replace e-mail addresses, phone numbers and IP numbers by your own pseudonym."
    ),
    "unterminated_quote": noop("Close the quotation mark; write a quotation mark inside a value twice."),
    "bad_record": noop("Write each row as one JSON object on its own line, with the columns as its members."),
}


def title_of(code: str) -> str:
    """The kind of a problem, as a heading."""
    return str(TITLES.get(code, code))


def fix_of(code: str, *, in_dialect: bool = False) -> str:
    """What the reporter does about it."""
    if in_dialect and code in FIXES_IN_DIALECT:
        return _(FIXES_IN_DIALECT[code])
    return _(FIXES[code]) if code in FIXES else ""


def expected_of(code: str, expected: Mapping[str, Any]) -> str:
    """What should have stood there."""
    if code in ("date_outside_period", "no_agreement"):
        return _days(expected)
    if written := expected.get("written"):
        return WRITTEN[code] % {"example": written}
    if code == "too_many_decimals":
        return _("at most %(number)s decimals") % {"number": expected.get("decimals", 12)}
    if code == "number_too_large":
        return _("at most %(number)s digits before the point") % {"number": expected.get("digits", 15)}
    if code in ("too_few_columns", "too_many_columns"):
        number = int(expected.get("columns", 0))
        return ngettext("%(number)s column", "%(number)s columns", number) % {"number": number}
    if code == "duplicate_row":
        line = expected.get("first_line")
        if line:
            return _("a source_ref that is not also on line %(line)s") % {"line": line}
        return _("a source_ref that no earlier report has")
    return _(EXPECTED[code]) if code in EXPECTED else ""


def warning_sentence(*, code: str, count: int, lines: list[int]) -> str:
    """Something worth a look that rejects no row."""
    if code == "equal_rows":
        sentence = ngettext(
            "%(count)s row equals an earlier row in every cell (line %(lines)s). It counts; if it is "
            "there by "
            "mistake, replace the file.",
            "%(count)s rows equal an earlier row in every cell (first on lines %(lines)s). They "
            "count; if they "
            "are there by mistake, replace the file.",
            count,
        )
        return sentence % {"count": count, "lines": ", ".join(map(str, lines))}
    if code == "zero_revenue":
        sentence = ngettext(
            "%(count)s row has usage but no revenue (line %(lines)s). It counts as it is.",
            "%(count)s rows have usage but no revenue (first on lines %(lines)s). They count as they are.",
            count,
        )
        return sentence % {"count": count, "lines": ", ".join(map(str, lines))}
    if code == "left_out":
        sentence = ngettext(
            "%(count)s row was left out, as the dialect says (line %(lines)s). It counts nowhere.",
            "%(count)s rows were left out, as the dialect says (first on lines %(lines)s). They count "
            "nowhere.",
            count,
        )
        return sentence % {"count": count, "lines": ", ".join(map(str, lines))}
    if code == "blank_lines":
        sentence = ngettext("%(count)s blank line was skipped.", "%(count)s blank lines were skipped.", count)
        return sentence % {"count": count}
    return code


def _days(expected: Mapping[str, Any]) -> str:
    start, end = str(expected.get("from", "")), str(expected.get("to", ""))
    if not end:
        return _("%(day)s or later") % {"day": start}
    last = date.fromisoformat(end) - timedelta(days=1)
    return _("from %(from)s to %(to)s") % {"from": start, "to": last.isoformat()}
