"""`python -m settlements.engine` from a plain checkout: what it prints, says and exits with."""

import contextlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from settlements.engine import canonical_json, settle_document
from settlements.engine.__main__ import main
from tests.settlements.engine.documents import EXAMPLE_FILE, changed, example

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: bytes
    stderr: bytes


def run(*arguments: object, stdin: bytes = b"") -> Done:
    """The command in this interpreter, on streams of its own."""
    streams = [io.TextIOWrapper(io.BytesIO(given), encoding="utf-8") for given in (stdin, b"", b"")]
    kept = sys.stdin
    sys.stdin = streams[0]
    try:
        with contextlib.redirect_stdout(streams[1]), contextlib.redirect_stderr(streams[2]):
            code = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = stop.code
    finally:
        sys.stdin = kept
    for stream in streams[1:]:
        stream.flush()
    return Done(code, streams[1].buffer.getvalue(), streams[2].buffer.getvalue())


def test_a_plain_checkout_settles_without_anything_installed():
    """-S -s -E: no installed package, no setting of the caller's."""
    command = [sys.executable, "-S", "-s", "-E", "-m", "settlements.engine", "settle", "-"]
    settled = subprocess.run(
        command, input=EXAMPLE_FILE.read_bytes(), capture_output=True, cwd=ROOT, check=True
    )
    assert json.loads(settled.stdout) == settle_document(example())
    refused = subprocess.run(command, input=b"{}", capture_output=True, cwd=ROOT, check=False)
    assert refused.returncode == 2


def test_settle_prints_the_result():
    done = run("settle", EXAMPLE_FILE)
    assert done.returncode == 0
    assert done.stderr == b""
    assert json.loads(done.stdout) == settle_document(example())


def test_settle_reads_standard_input():
    done = run("settle", "-", stdin=EXAMPLE_FILE.read_bytes())
    assert (done.returncode, done.stdout) == (0, run("settle", EXAMPLE_FILE).stdout)


def test_a_missing_rate_settles_nothing_and_exits_3():
    done = run("settle", "-", stdin=json.dumps(changed(example(), {"fx_rates": []})).encode())
    assert done.returncode == 3
    result = json.loads(done.stdout)
    error = {"code": "missing_fx_rate", "bucket": "b1", "currency": "EUR", "date": "2026-10-31"}
    assert result["errors"] == [error]
    assert (result["lines"], result["ladder"], result["counters"]) == ([], None, {})


def test_each_fault_is_a_line_on_standard_error():
    wrong = changed(example(), {"terms[0].rate_rules[0].tiers[0].rate": "2", "opening_balance": 1})
    wrong["an\nother"] = 1
    done = run("settle", "-", stdin=json.dumps(wrong).encode())
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 3
    assert any(line.startswith("terms[0].rate_rules[0].tiers[0].rate: ") for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"[1, NaN]",
        b'{"a": Infinity}',
        b"[" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b"1" * 5_000,
        b'{"format": "\\ud800"}',
        b'{"format": 1, "format": 2}',
        b"null",
        b'"text"',
        b"{} {}",
    ],
)
def test_what_is_no_settlement_input_is_refused_without_a_traceback(text):
    done = run("settle", "-", stdin=text)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_an_unreadable_file_is_refused(tmp_path):
    for source in (tmp_path / "nothing.json", tmp_path):
        done = run("settle", source)
        assert (done.returncode, b"Traceback" in done.stderr) == (2, False)


def test_a_wrong_call_is_refused():
    assert run("settle").returncode == run("explode").returncode == 2


@pytest.fixture
def bundle(tmp_path):
    """A folder as a statement's bundle holds it."""
    (tmp_path / "settlement-input.json").write_bytes(EXAMPLE_FILE.read_bytes())
    (tmp_path / "settlement-result.json").write_bytes(canonical_json(settle_document(example())))
    (tmp_path / "statement.pdf").write_bytes(b"%PDF")
    return tmp_path


def zipped(folder: Path) -> Path:
    path = folder / "bundle.zip"
    with zipfile.ZipFile(path, "w") as made:
        for member in folder.glob("settlement-*.json"):
            made.write(member, member.name)
    return path


def test_a_true_bundle_matches(bundle):
    for path in (bundle, zipped(bundle)):
        done = run("verify", path)
        assert (done.returncode, done.stdout) == (0, b"matches\n")


def test_every_differing_amount_is_named(bundle):
    stated = changed(
        settle_document(example()),
        {"ladder.earned": "499.46", "lines[1].amount": "499.46", "counters.default.base": "1", "digest": "0"},
    )
    (bundle / "settlement-result.json").write_text(json.dumps(stated))
    for path in (bundle, zipped(bundle)):
        done = run("verify", path)
        lines = done.stdout.decode().splitlines()
        assert done.returncode == 1
        assert 'ladder.earned: stated "499.46"; recomputed "499.45"' in lines
        assert [line.split(":")[0] for line in lines if "amount" in line]
        assert len(lines) == 4


def test_a_bundle_with_other_lines_differs(bundle):
    stated = settle_document(example())
    stated["lines"] = stated["lines"][:1]
    del stated["shares"]
    stated["more"] = 1
    (bundle / "settlement-result.json").write_text(json.dumps(stated))
    done = run("verify", bundle)
    assert done.returncode == 1
    assert b"lines" in done.stdout
    assert b"shares: missing" in done.stdout
    assert b"more: stated" in done.stdout


@pytest.mark.parametrize("lines", [[{"key": "a"}, {"key": "a"}], ["no line"], "no list", []])
def test_a_bundle_whose_lines_are_none_differs(bundle, lines):
    stated = settle_document(example()) | {"lines": lines}
    (bundle / "settlement-result.json").write_text(json.dumps(stated))
    done = run("verify", bundle)
    assert done.returncode == 1
    assert done.stdout.startswith(b"lines")


@pytest.mark.parametrize("broken", ["nothing", "no zip", "no result", "no json", "invalid input"])
def test_a_bundle_that_cannot_be_read_is_refused(bundle, broken):
    path = bundle
    if broken == "nothing":
        path = bundle / "nothing.zip"
    elif broken == "no zip":
        path = bundle / "settlement-input.json"
    elif broken == "no result":
        (bundle / "settlement-result.json").unlink()
        assert run("verify", zipped(bundle)).returncode == 2
    elif broken == "no json":
        (bundle / "settlement-result.json").write_text("{")
    else:
        (bundle / "settlement-input.json").write_text("{}")
    done = run("verify", path)
    assert done.returncode == 2
    assert done.stderr
    assert b"Traceback" not in done.stderr
