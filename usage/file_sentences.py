"""Why a file was refused, and what to do next, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web import formats
from usage.dialects.file_sentences import dialect_sentence
from usage.formats.kinds import FORMAT_NAMES

Details = Mapping[str, Any]
KINDS = {
    "zip": "ZIP",
    "excel": "Excel (XLS)",
    "pdf": "PDF",
    "zstandard": "Zstandard",
    "bzip2": "BZIP2",
    "xz": "XZ",
    "7z": "7z",
    "sqlite": "SQLite",
    "json": "JSON",
    "markup": "HTML / XML",
}
SEPARATORS = {"\t": "TAB"}


def file_sentence(*, code: str, line: int | None, details: Details) -> str:
    """One or two sentences: what is wrong with the file, and what to do next."""
    if in_dialect := dialect_sentence(code=code, line=line, details=details):
        return in_dialect
    if mark := details.get("separator"):
        return _separator(mark)
    return SENTENCES.get(code, _unknown)(line, details)


def _empty(line: int | None, details: Details) -> str:
    if details.get("header"):
        return _(
            "The file has a header but no rows. Add the rows and upload it again, or declare that there was "
            "no usage."
        )
    return _("The file is empty. Choose the file that holds your rows, or declare that there was no usage.")


def _too_large(line: int | None, details: Details) -> str:
    limit = formats.filesize(details.get("limit", 0))
    if line:
        return _(
            "Line %(line)s is longer than %(limit)s, so the file cannot be read as rows. Check that it is a "
            "CSV file with one row per line, and upload it again."
        ) % {"line": line, "limit": limit}
    return _(
        "The file is larger than %(limit)s. Split it into several files; reports of one period add up."
    ) % {"limit": limit}


def _unsupported(line: int | None, details: Details) -> str:
    kind = details.get("kind", "")
    if kind == "carriage_returns":
        return _(
            "The lines of this file end as on old Macintosh computers. Save it as CSV with line feeds (LF or "
            "CRLF) and upload it again."
        )
    if damaged := details.get("damaged"):
        return _(
            "This %(format)s file is damaged, or made so that it cannot be read within our limits. "
            "Export it anew and upload it again."
        ) % {"format": FORMAT_NAMES.get(damaged, damaged)}
    if kind == "formula":
        return _(
            "Cell %(cell)s holds a formula. Copy the cells of the sheet, paste them as values, and upload "
            "the workbook again."
        ) % {"cell": details.get("cell", "")}
    if kind == "sheets":
        return _(
            "The workbook has several sheets with content: %(names)s. Keep the one with the rows, or call it "
            "“usage”, and upload it again."
        ) % {"names": _names(details.get("names", []))}
    if kind in KINDS:
        return _(
            "This looks like a %(kind)s file. Usage is read from CSV (also packed by gzip), XLSX, Parquet "
            "and JSON Lines: save it as one of these and upload it again."
        ) % {"kind": KINDS[kind]}
    return _(
        "This is not a text file: it holds binary bytes (line %(line)s). Usage is read from CSV (UTF-8, also "
        "packed by gzip), XLSX, Parquet and JSON Lines: export it as one of these and upload it again."
    ) % {"line": line or 1}


def _encoding(line: int | None, details: Details) -> str:
    if found := details.get("encoding"):
        return _("The file is written in %(encoding)s. Save it as CSV in UTF-8 and upload it again.") % {
            "encoding": found
        }
    return _(
        "Line %(line)s holds the byte %(byte)s, which is no UTF-8: the file was saved in another encoding. "
        "Save it as CSV in UTF-8 and upload it again."
    ) % {"line": line or 1, "byte": details.get("byte", "?")}


def _separator(mark: str) -> str:
    return _(
        "The columns are separated by “%(mark)s”, but commas are expected. Save the file as CSV with "
        "commas and upload it again."
    ) % {"mark": SEPARATORS.get(mark, mark)}


def _missing_column(line: int | None, details: Details) -> str:
    columns = details.get("columns", [])
    return ngettext(
        "The first line lacks the column %(columns)s. Add it (compare the template file) and upload "
        "the file again.",
        "The first line lacks the columns %(columns)s. Add them (compare the template file) and "
        "upload the file "
        "again.",
        len(columns),
    ) % {"columns": _names(columns)}


def _duplicate_column(line: int | None, details: Details) -> str:
    columns = details.get("columns", [])
    return ngettext(
        "The first line names the column %(columns)s twice. Keep one and upload the file again.",
        "The first line names the columns %(columns)s twice. Keep one of each and upload the file again.",
        len(columns),
    ) % {"columns": _names(columns)}


def _unknown_column(line: int | None, details: Details) -> str:
    columns = details.get("columns", [])
    return ngettext(
        "The first line names a column that is not known: %(columns)s. Rename or remove it (compare "
        "the template "
        "file) and upload the file again.",
        "The first line names columns that are not known: %(columns)s. Rename or remove them (compare the "
        "template file) and upload the file again.",
        len(columns),
    ) % {"columns": _names(columns)}


def _quote(line: int | None, details: Details) -> str:
    return _(
        "Line %(line)s opens a quotation mark that is never closed. Close or remove it and upload "
        "the file again."
    ) % {"line": line or 1}


def _own_fault(line: int | None, details: Details) -> str:
    return _(
        "We could not check this file: the fault is ours and has been reported to us. Your file is "
        "kept. Upload "
        "it again a little later; if it fails again, write to the operators and name this report."
    )


def _infected(line: int | None, details: Details) -> str:
    return _(
        "The scanner found this file harmful, so nobody has read it. Check the computer it came from, export "
        "your rows anew and upload that file."
    )


def _unknown(line: int | None, details: Details) -> str:
    return _(
        "The file could not be read as usage rows. Compare it with the template file and upload it again."
    )


def _names(columns: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in columns)


SENTENCES: dict[str, Callable[[int | None, Details], str]] = {
    "empty_file": _empty,
    "file_too_large": _too_large,
    "unsupported_format": _unsupported,
    "bad_encoding": _encoding,
    "missing_column": _missing_column,
    "duplicate_column": _duplicate_column,
    "unknown_column": _unknown_column,
    "unterminated_quote": _quote,
    "own_fault": _own_fault,
    "infected": _infected,
}
