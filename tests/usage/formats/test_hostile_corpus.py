"""A hundred files made to hurt: each has a verdict with a sentence; nothing is left behind or runs on."""

import gzip
import io
import json
import random
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterator

import duckdb

from tests.usage.check.files import GOOD, HEADER, check, row
from tests.usage.formats.tables import NAMES, as_csv, as_json_lines, as_parquet, as_xlsx, table
from usage.check.rules import Limits
from usage.file_sentences import file_sentence
from usage.row_sentences import fix_of

CHANCE = random.Random(20261126)
LEFT = {"report.csv", "rows.parquet", "problems.parquet"}
SHEET = "xl/worksheets/sheet1.xml"
SMALL = Limits(max_unpacked_bytes=20_000_000, max_line_bytes=1_000_000)


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/"), data)
    return content.getvalue()


def altered_xlsx(part: str, old: bytes, new: bytes) -> bytes:
    source, content = zipfile.ZipFile(io.BytesIO(as_xlsx(table({"market": "XX"})))), io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for info in source.infolist():
            data = source.read(info)
            packed.writestr(info.filename, data.replace(old, new) if info.filename == part else data)
    return content.getvalue()


def flipped(content: bytes, times: int) -> bytes:
    """Some bytes changed, wherever they stand, but for the first four that tell the format."""
    altered = bytearray(content)
    for _ in range(times):
        altered[CHANCE.randrange(4, len(altered))] = CHANCE.randrange(256)
    return bytes(altered)


def bad_lines() -> Iterator[tuple[str, bytes]]:
    head = f"{HEADER}\n".encode()
    yield "csv: a number of a million digits", head + row(quantity="9" * 900_000).encode()
    yield "csv: ten thousand quotes", head + b'"' * 10_001
    yield "csv: cells without end", head + b"," * 900_000
    yield "csv: nul in the middle", head + row(source_ref="a\0b").encode()
    yield "csv: directions and zero width", head + row(market="D\u202eE\u200b").encode()
    yield "csv: formulas", head + row(application="=cmd|' /C calc'!A0", market="@SUM(1)").encode()
    yield "csv: a vertical tab for a line end", head.replace(b"\n", b"\v") + row().encode()
    yield "csv: UTF-16 without a mark", (HEADER + "\n" + row()).encode("utf-16-le")
    yield "csv: EBCDIC", (HEADER + "\n" + row()).encode("cp037")
    yield "csv: overlong UTF-8", head + row().encode() + b"\xc0\xaf"
    yield "csv: surrogates as UTF-8", head + row().encode() + b"\xed\xa0\x80"
    yield "json: five thousand arrays deep", b'{"a":' + b"[" * 5000
    yield "json: a million objects deep", b'{"a":' * 150_000
    yield "json: one enormous string", b'{"a": "' + b"x" * 2_000_000 + b'"}'
    yield "json: many members", json.dumps({f"m{n}": n for n in range(3000)}).encode()
    yield "json: a number of many digits", as_json_lines(table()).replace(b'"12"', b"9" * 50_000)
    yield "json: names twice", b'{"usage_date": "2026-10-01", "usage_date": "2026-10-02"}'
    yield "json: an array of rows", json.dumps([GOOD]).encode()
    yield "json: lone surrogates", as_json_lines(table({"market": "\ud800"}))
    yield "json: constants", as_json_lines(table()).replace(b'"2.50"', b"NaN")
    yield "json: proto", b'{"__proto__": {"market": "DE"}, "constructor": 1}'


def bad_packages(folder) -> Iterator[tuple[str, bytes]]:
    good = as_xlsx(table())
    yield "gzip: a bomb", gzip.compress(b"0" * 30_000_000)
    yield "gzip: a bomb in a bomb", gzip.compress(gzip.compress(b"0" * 30_000_000))
    yield "gzip: a wrong sum", gzip.compress(as_csv(table()))[:-8] + b"\0" * 8
    yield "gzip: no end", gzip.compress(as_csv(table()))[:-9]
    yield "gzip: noise", b"\x1f\x8b\x08\0" + CHANCE.randbytes(5000)
    yield "gzip: zlib inside", b"\x1f\x8b" + zlib.compress(b"a" * 500)
    yield "zip: empty", zipped()
    yield "zip: a document", zipped(word__document=b"<w:document/>")
    yield "zip: names that climb", zipped(**{"..__..__etc__passwd": b"x", "xl__workbook.xml": b"<workbook/>"})
    yield "xlsx: no sheets", zipped(**{"xl__workbook.xml": b"<workbook/>"})
    yield (
        "xlsx: a bomb",
        zipped(**{"xl__workbook.xml": b"<workbook/>", "xl__worksheets__sheet1.xml": b" " * 60_000_000}),
    )
    yield (
        "xlsx: laughs",
        altered_xlsx(
            "xl/sharedStrings.xml",
            b"<sst",
            b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst',
        ),
    )
    yield "xlsx: a formula", as_xlsx(table({"quantity": "=1+1"}))
    yield "xlsx: two tables", zipped_twice(good)
    yield "xlsx: a cell far away", altered_xlsx(SHEET, b'r="A2"', b'r="XFD1048576"')
    yield (
        "xlsx: a cell beyond all",
        altered_xlsx(SHEET, b'r="A2"', b'r="ZZZZZZ99999999999"'),
    )
    yield (
        "xlsx: a string that is not there",
        altered_xlsx(SHEET, b"<v>0</v>", b"<v>99999999</v>"),
    )
    yield "parquet: only its mark", b"PAR1"
    yield (
        "parquet: a footer beyond the file",
        as_parquet(table(), folder)[:-8] + struct.pack("<I", 2**31) + b"PAR1",
    )
    yield "parquet: a negative footer", as_parquet(table(), folder)[:-8] + struct.pack("<i", -1) + b"PAR1"
    yield "parquet: many columns", parquet_of(folder, ", ".join(f"{n} AS c{n}" for n in range(2000)))
    yield "parquet: nested", parquet_of(folder, ", ".join(f"[['{GOOD[name]}']] AS {name}" for name in NAMES))
    yield "parquet: blobs", parquet_of(folder, ", ".join(f"'\\xFF'::BLOB AS {name}" for name in NAMES))


def zipped_twice(content: bytes) -> bytes:
    return content + content[:200]


def parquet_of(folder, select: str) -> bytes:
    path = folder / "evil.parquet"
    duckdb.sql(f"COPY (SELECT {select}) TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


def noise(folder) -> Iterator[tuple[str, bytes]]:
    """The same damage every time: bytes changed in good files of each format, and pieces of them."""
    for name, content in {
        "xlsx": as_xlsx(table()),
        "parquet": as_parquet(table(), folder),
        "gzip": gzip.compress(as_csv(table())),
    }.items():
        for at in range(15):
            yield f"{name}: altered {at}", flipped(content, 1 + at * 3)
        for at in range(4):
            yield f"{name}: cut {at}", content[: len(content) * (at + 1) // 5]


def test_each_has_a_verdict_and_the_worker_lives(tmp_path):
    corpus = [*bad_lines(), *bad_packages(tmp_path), *noise(tmp_path)]
    assert len(corpus) >= 100
    for number, (name, content) in enumerate(corpus):
        into = tmp_path / str(number)
        into.mkdir()
        verdict = check(into, content, limits=SMALL)
        assert verdict.accepted + verdict.rejected == verdict.rows, name
        assert verdict.file_problems or verdict.rows, name
        for each in verdict.file_problems:
            said = file_sentence(code=each.code, line=each.line, details=each.details)
            assert said.endswith("."), name
        assert all(fix_of(group.code) for group in verdict.groups), name
        written = {"report.csv", *(path.name for path in (*verdict.rows_paths, *verdict.problems_paths))}
        assert {each.name for each in into.iterdir()} == written, name
    assert "usage.formats.child" not in subprocess.run(["ps", "ax"], capture_output=True, text=True).stdout
