"""What calamine does not tell of a sheet: which cells hold a formula, which an error such as #N/A."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import reduce
from typing import IO
from xml.etree import ElementTree

from usage.check.rules import MIB

Errors = dict[tuple[int, int], str]
"""Row and column, from 1 → what the cell shows."""

_WORTH_A_LOOK = re.compile(rb"<(?:\w+:)?f[\s/>]|\bt\s*=\s*[\"']e[\"']")
_OVERLAP = 1024


def formula_in(parts: zipfile.ZipFile, part: str) -> str:
    """The first cell of a sheet that holds a formula, such as B2; empty: none does."""
    return next((name for name, cell in _cells_of_note(parts, part) if _child(cell, "f") is not None), "")


def errors_in(parts: zipfile.ZipFile, sheet: str) -> Errors:
    """The cells of a sheet, told by its name, that hold an error."""
    found = _cells_of_note(parts, _part_of(parts, sheet))
    return {
        _place(name): (_child(cell, "v") or "").strip() or "#N/A"
        for name, cell in found
        if cell.get("t") == "e"
    }


def _cells_of_note(parts: zipfile.ZipFile, part: str) -> Iterator[tuple[str, ElementTree.Element]]:
    """Every cell with its name; none at all where the bytes show at a glance that none is of note."""
    with parts.open(part) as sheet:
        if not _is_worth_a_look(sheet):
            return
    row = column = 0
    with parts.open(part) as sheet:
        for event, element in ElementTree.iterparse(sheet, ("start", "end")):  # noqa: S314 (the child's bounds hold)
            tag = _tag(element)
            if event == "start" and tag == "row":
                row, column = int(element.get("r") or row + 1), 0
            elif event == "end" and tag == "c":
                name = element.get("r") or f"{_letters(column + 1)}{row}"
                column = _place(name)[1]
                yield name, element
            elif event == "end" and tag == "row":
                element.clear()


def _is_worth_a_look(sheet: IO[bytes]) -> bool:
    rest = b""
    while block := sheet.read(MIB):
        if _WORTH_A_LOOK.search(rest + block):
            return True
        rest = block[-_OVERLAP:]
    return False


def _part_of(parts: zipfile.ZipFile, sheet: str) -> str:
    book = ElementTree.fromstring(parts.read("xl/workbook.xml"))  # noqa: S314
    ids = [
        value
        for each in book.iter()
        if _tag(each) == "sheet" and each.get("name") == sheet
        for key, value in each.items()
        if key.endswith("}id")
    ]
    relations = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    target = next(each.get("Target", "") for each in relations if each.get("Id") == ids[0])
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _child(cell: ElementTree.Element, tag: str) -> str | None:
    return next((each.text or "" for each in cell if _tag(each) == tag), None)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _place(name: str) -> tuple[int, int]:
    """B3 → (3, 2). Raises ValueError."""
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", name)
    if not found:
        raise ValueError(f"{name} is no cell")
    return int(found[2]), reduce(lambda number, letter: number * 26 + ord(letter) - 64, found[1], 0)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
