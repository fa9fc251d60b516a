"""What `python -m settlements.engine` says of itself, and where its streams or the machine fail it."""

import io
import os
import sys

import pytest

from settlements.engine import InvalidInput, __main__
from settlements.engine.__main__ import main
from settlements.engine.faults import Fault
from tests.settlements.engine.documents import EXAMPLE_FILE
from tests.settlements.engine.test_command_line import Done, run


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    """No line of help is broken."""
    monkeypatch.setenv("COLUMNS", "200")


def lines_of(text: bytes) -> list[str]:
    """With one space between words."""
    return [" ".join(line.split()) for line in text.decode().splitlines()]


def test_help_names_both_commands():
    done = run("--help")
    said = lines_of(done.stdout)
    assert done.returncode == 0
    assert said[0] == "usage: python -m settlements.engine [-h] {settle,verify} ..."
    assert (
        "`python -m settlements.engine settle INPUT.json|-` and `verify BUNDLE` (FORMULA section 10)." in said
    )
    assert "settle print the result of a settlement-input/1 document" in said
    assert "verify recompute a bundle and compare" in said


@pytest.mark.parametrize(
    ("command", "argument"),
    [
        ("settle", "input its file, - for standard input"),
        ("verify", "bundle a zip or folder with settlement-input.json and settlement-result.json"),
    ],
)
def test_help_of_a_command_says_what_it_reads(command, argument):
    said = lines_of(run(command, "--help").stdout)
    assert said[0] == f"usage: python -m settlements.engine {command} [-h] {argument.split()[0]}"
    assert argument in said


def test_a_call_without_a_command_says_what_is_missing():
    done = run()
    assert (done.returncode, done.stdout) == (2, b"")
    assert lines_of(done.stderr) == [
        "usage: python -m settlements.engine [-h] {settle,verify} ...",
        "python -m settlements.engine: error: the following arguments are required: command",
    ]


def test_a_closed_standard_input_is_said(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["settle", "-"]) == 2
    assert capsys.readouterr() == ("", "$: There is no standard input. (unreadable)\n")


def failing_with(monkeypatch, error: Exception) -> Done:
    def fail(_given: object) -> None:
        raise error

    monkeypatch.setattr(__main__, "settle", fail)
    return run("settle", EXAMPLE_FILE)


def test_too_little_memory_is_said(monkeypatch):
    done = failing_with(monkeypatch, MemoryError())
    assert done == Done(2, b"", b"$: There is too little memory for this input. (too_large)\n")


def test_a_fault_is_one_line_of_ascii(monkeypatch):
    """No line feed and no command reaches the terminal, whatever a file is called."""
    fault = Fault("$", "unreadable", "No file C:\\a\nb\x1b[0m ~\x7f é €.")
    done = failing_with(monkeypatch, InvalidInput([fault]))
    text = rb"$: No file C:\a\nb\x1b[0m ~\x7f \xe9 \u20ac. (unreadable)"
    assert done == Done(2, b"", text + b"\n")


def test_a_reader_who_left_is_no_error(monkeypatch):
    """`settle … | head -c 0`: 141, and the interpreter finds a stream that it can close."""
    ours, theirs = os.pipe()
    os.close(ours)
    with io.TextIOWrapper(io.FileIO(theirs, "w"), write_through=True) as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert main(["settle", str(EXAMPLE_FILE)]) == 141
        gone.write("goes nowhere")
        gone.flush()
