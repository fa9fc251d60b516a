"""Bundles made to mislead or to exhaust whoever verifies them."""

import json
import zipfile
from pathlib import Path
from random import Random

import pytest

from settlements.engine import canonical_json, settle_document
from settlements.engine.reading import MOST_BYTES
from tests.settlements.engine.documents import EXAMPLE_FILE, example
from tests.settlements.engine.test_command_line import run
from tests.settlements.engine.test_hostile_input import HOSTILE, alone, refused

RESULT = canonical_json(settle_document(example())).decode()


def zipped(path: Path, given: bytes, stated: bytes, compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as made:
        made.writestr("settlement-input.json", given)
        made.writestr("settlement-result.json", stated)
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_input_or_result_in_a_bundle_is_refused(tmp_path, name):
    true_input = EXAMPLE_FILE.read_bytes()
    refused(run("verify", zipped(tmp_path / "input.zip", HOSTILE[name], RESULT.encode())))
    done = run("verify", zipped(tmp_path / "result.zip", true_input, HOSTILE[name]))
    assert done.returncode in (1, 2)
    assert b"Traceback" not in done.stderr
    assert b"matches" not in done.stdout


@pytest.mark.parametrize("member", ["settlement-input.json", "settlement-result.json"])
def test_a_member_that_unpacks_to_ever_more_is_not_unpacked(tmp_path, member):
    """100 MiB of zeros pack into 100 kB; no more of it is read than a document may have."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        if member != "settlement-input.json":
            made.write(EXAMPLE_FILE, "settlement-input.json")
        with made.open(member, "w", force_zip64=True) as out:
            for _ in range(100):
                out.write(bytes(2**20))
        if member != "settlement-result.json":
            made.writestr("settlement-result.json", RESULT)
    (line,) = refused(alone("verify", path))
    assert "MiB, which no settlement needs" in line


def test_a_result_that_says_two_things_is_refused(tmp_path):
    """Read by its first `earned` it promises more; read by its last it is the true one."""
    twice = RESULT.replace('"earned":"499.45"', '"earned":"9499.45","earned":"499.45"', 1)
    (line,) = refused(
        run("verify", zipped(tmp_path / "twice.zip", EXAMPLE_FILE.read_bytes(), twice.encode()))
    )
    assert line == "ladder.earned: This member of the result stands twice. (repeated_member)"
    twice = RESULT.replace('"key":"', '"key":"other","key":"', 1)
    (line,) = refused(
        run("verify", zipped(tmp_path / "lines.zip", EXAMPLE_FILE.read_bytes(), twice.encode()))
    )
    assert line.startswith("lines[0].key: ")


def test_an_indented_result_still_matches(tmp_path):
    stated = json.dumps(json.loads(RESULT), indent=4).encode()
    assert run("verify", zipped(tmp_path / "indented.zip", EXAMPLE_FILE.read_bytes(), stated)).returncode == 0


def test_a_result_too_long_to_be_true_is_refused(tmp_path):
    (tmp_path / "settlement-input.json").write_bytes(EXAMPLE_FILE.read_bytes())
    (tmp_path / "settlement-result.json").write_bytes(RESULT.encode().ljust(MOST_BYTES + 1))
    (line,) = refused(run("verify", tmp_path))
    assert "32 MiB" in line


@pytest.mark.parametrize(
    "compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_zip_is_refused_or_differs(tmp_path, compression):
    whole = zipped(
        tmp_path / "whole.zip", EXAMPLE_FILE.read_bytes(), RESULT.encode(), compression
    ).read_bytes()
    rng = Random(compression)
    path = tmp_path / "damaged.zip"
    for _ in range(150):
        damaged = bytearray(whole[: rng.randrange(len(whole))] if rng.random() < 0.2 else whole)
        for _ in range(rng.choice([1, 2, 10])):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path.write_bytes(damaged)
        done = run("verify", path)
        # a byte that no member depends on may be damaged without harm
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stderr
        assert done.stderr if done.returncode == 2 else done.stdout
