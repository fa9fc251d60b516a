"""Whatever file the command line is given: exit 2 and a sentence, no traceback, bounded time and memory."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from settlements.engine import InvalidInput, parse_input
from settlements.engine.faults import MOST_FAULTS
from settlements.engine.reading import MOST_BYTES, MOST_VALUES
from tests.settlements.engine.documents import EXAMPLE_FILE, changed, example
from tests.settlements.engine.test_command_line import run

ROOT = Path(__file__).parents[3]
MEBIBYTE = 2**20
MEMORY = 512 * MEBIBYTE
SECONDS = 60
TEXT = EXAMPLE_FILE.read_text()


def with_member(text: str) -> bytes:
    """The example with one more member, of any JSON."""
    return (TEXT.rstrip()[:-1] + f', "more": {text}}}').encode()


MANY = json.dumps({f"m{i}": 1 for i in range(3000)})
HOSTILE = {
    "empty": b"",
    "zeros": b"\0" * 1000,
    "noise": Random(1).randbytes(1000),
    "utf-16": TEXT.encode("utf-16"),
    "latin-1": TEXT.replace("AGR-0001", "Übereinkunft").encode("latin-1"),
    "byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "cut off": TEXT[: len(TEXT) // 2].encode(),
    "two documents": (TEXT + TEXT).encode(),
    "lists 10,000 deep": with_member("[" * 10_000 + "]" * 10_000),
    "lists never closed": b"[" * 1_000_000,
    "objects 10,000 deep": with_member('{"a":' * 10_000 + "1" + "}" * 10_000),
    "lists 900 deep": with_member("[" * 900 + "]" * 900),
    "NaN": with_member("NaN"),
    "Infinity": with_member("-Infinity"),
    "a great exponent": TEXT.replace('"version": 1', '"version": 1e999999999').encode(),
    "a small exponent": TEXT.replace('"version": 1', '"version": 1e-999999999').encode(),
    "a great exponent in a text": TEXT.replace('"1250000"', '"1e999999999"').encode(),
    "a million digits": TEXT.replace('"version": 1', '"version": ' + "9" * MEBIBYTE).encode(),
    "a million digits in a text": TEXT.replace('"1250000"', f'"{"9" * MEBIBYTE}"').encode(),
    "a member twice": TEXT.replace('"1250000"', '"1", "quantity": "1250000"').encode(),
    "a document twice": (TEXT.rstrip()[:-1] + ', "format": "settlement-input/1"}').encode(),
    "half a surrogate pair": TEXT.replace("AGR-0001", "\\ud800").encode(),
    "many members": b"{" + b",".join(b'"k%d":0' % i for i in range(50_000)) + b"}",
    "a name of a megabyte": TEXT.replace(
        '"counters": {', f'"counters": {{"{"k" * MEBIBYTE}": {MANY},'
    ).encode(),
    "many values": with_member("[" + "0," * MOST_VALUES + "0]"),
    "a terminal's commands": TEXT.replace("AGR-0001", "\\u001b]0;x\\u0007")
    .replace('"net_revenue"', '"\\u001b[2J"')
    .encode(),
}


def refused(done) -> list[str]:
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr
    lines = done.stderr.decode("ascii").splitlines()
    assert lines
    for line in lines:
        path, _, sentence = line.partition(": ")
        assert path
        assert sentence.endswith(")")
        assert line.isprintable()
    return lines


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_sentences(tmp_path, name):
    file = tmp_path / "input.json"
    file.write_bytes(HOSTILE[name])
    by_name = refused(run("settle", file))
    assert refused(run("settle", "-", stdin=HOSTILE[name])) == by_name
    assert len(by_name) <= MOST_FAULTS + 1
    assert sum(map(len, by_name)) < 4 * MEBIBYTE


def alone(
    *arguments: object, stdin: object = subprocess.DEVNULL, options: tuple[str, ...] = ("-S", "-s", "-E")
):
    """The command in an interpreter of its own: little memory, little time, nothing installed."""
    return subprocess.run(
        [sys.executable, *options, "-m", "settlements.engine", *map(str, arguments)],
        stdin=stdin,
        capture_output=True,
        cwd=ROOT,
        check=False,
        timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )


@pytest.mark.parametrize(
    "piece", [b" ", b"[", b"0,", b'{"a":', b'"a', b"9", b"\xff"], ids=lambda piece: piece.decode("latin-1")
)
def test_a_hundred_megabytes_are_refused_in_little_memory(tmp_path, piece):
    file = tmp_path / "input.json"
    with file.open("wb") as out:
        for _ in range(100):
            out.write(piece * (MEBIBYTE // len(piece)))
    (line,) = refused(alone("settle", file))
    assert line.startswith("$: This has more than 32 MiB")
    with file.open("rb") as given:
        assert refused(alone("settle", "-", stdin=given)) == [line]


def test_as_many_values_as_are_read_stay_in_little_memory(tmp_path):
    file = tmp_path / "input.json"
    file.write_bytes(with_member("[" + ",".join(["{}"] * (MOST_VALUES // 2 - 200)) + "]"))
    (line,) = refused(alone("settle", file))
    assert line.startswith("more: ")


def test_an_end_is_made_where_there_are_too_many_faults(tmp_path):
    file = tmp_path / "input.json"
    file.write_text(json.dumps(changed(example(), {"usage": [{}] * 400_000})))
    lines = refused(alone("settle", file))
    assert len(lines) == MOST_FAULTS + 1
    assert lines[-1].startswith("$: There may be more faults")


def test_ten_thousand_faults_are_named_by_the_engine_too():
    with pytest.raises(InvalidInput) as refusal:
        parse_input(changed(example(), {"usage": [{}] * 2_000}))
    assert len(refusal.value.faults) == MOST_FAULTS + 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_without_end_is_refused():
    (line,) = refused(alone("settle", "/dev/zero"))
    assert "32 MiB" in line


def test_an_input_just_large_enough_is_still_read(tmp_path):
    file = tmp_path / "input.json"
    file.write_bytes(TEXT.encode().ljust(MOST_BYTES))
    done = alone("settle", file)
    assert done.returncode == 0
    file.write_bytes(TEXT.encode().ljust(MOST_BYTES + 1))
    refused(alone("settle", file))


@pytest.mark.parametrize("source", ["nothing.json", ".", "a\nb", "\udcff", "x" * 5000])
@pytest.mark.parametrize("command", ["settle", "verify"])
def test_what_cannot_be_opened_is_refused_in_a_sentence(tmp_path, command, source):
    (line,) = refused(run(command, tmp_path / source))
    assert line.startswith("$: ")


def test_no_standard_input_is_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", None)
    from settlements.engine.__main__ import main

    assert main(["settle", "-"]) == 2
    assert "There is no standard input." in capsys.readouterr().err


def test_isolated_python_settles_and_verifies(tmp_path):
    """-I: no environment, no user's packages, not even the current folder; -S: nothing installed."""
    code = (
        f"import sys, runpy; sys.path.insert(0, {str(ROOT)!r}); sys.argv[1:] = ARGUMENTS; "
        "runpy.run_module('settlements.engine', run_name='__main__', alter_sys=True)"
    )

    def isolated(*arguments: str) -> subprocess.CompletedProcess:
        script = code.replace("ARGUMENTS", repr(list(arguments)))
        return subprocess.run(
            [sys.executable, "-I", "-S", "-c", script], capture_output=True, cwd="/", check=False
        )

    settled = isolated("settle", str(EXAMPLE_FILE))
    assert (settled.returncode, settled.stderr) == (0, b"")
    (tmp_path / "settlement-input.json").write_text(TEXT)
    (tmp_path / "settlement-result.json").write_bytes(settled.stdout)
    verified = isolated("verify", str(tmp_path))
    assert (verified.returncode, verified.stdout) == (0, b"matches\n")


def test_a_reader_that_goes_away_leaves_no_traceback():
    command = f"{sys.executable} -S -m settlements.engine settle {EXAMPLE_FILE}"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command.split(), stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
