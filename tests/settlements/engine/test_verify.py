"""How a stated result differs from the recomputed one, sentence by sentence, and what is not read at all."""

import json
import zipfile
from pathlib import Path

import pytest

from settlements.engine import canonical_json, settle_document, verify
from settlements.engine.reading import MEBIBYTE, values_in
from settlements.engine.verify import differences, verify_bundle
from tests.settlements.engine.documents import EXAMPLE_FILE, changed, example
from tests.settlements.engine.test_reading import refused

RESULT = settle_document(example())
TEXT = canonical_json(RESULT)
EARNING = RESULT["lines"][1]["key"]


@pytest.fixture
def bundle(tmp_path):
    """Writes a bundle with this stated result; a folder, or a zip."""

    def write(stated: bytes, packed: bool = False) -> Path:
        members = {"settlement-input.json": EXAMPLE_FILE.read_bytes(), "settlement-result.json": stated}
        if packed:
            with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as made:
                for name, text in members.items():
                    made.writestr(name, text)
            return tmp_path / "bundle.zip"
        for name, text in members.items():
            (tmp_path / name).write_bytes(text)
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("stated", "recomputed", "expected"),
    [
        ({"a": "1"}, {"a": "1"}, []),
        ({"a": "1"}, {"a": "2"}, ['a: stated "1"; recomputed "2"']),
        ({"a": "1"}, {"a": 1}, ['a: stated "1"; recomputed the number 1']),
        ({"a": True}, {"a": 1}, ["a: stated true; recomputed the number 1"]),
        ({}, {"a": None}, ["a: missing; recomputed null"]),
        ({"a": []}, {}, ["a: stated 0 rows; there is no such member"]),
        ({"a": {"b": ["1", "2"]}}, {"a": {"b": ["1", "3"]}}, ['a.b[1]: stated "2"; recomputed "3"']),
        ({"a": ["1"]}, {"a": ["1", "2"]}, ["a: stated 1 rows; recomputed 2 rows"]),
        ({"a": ["1"]}, {"a": {"b": "1"}}, ["a: stated 1 rows; recomputed an object"]),
        (
            {"b": "1", "a": "1"},
            {"c": "1"},
            [
                'a: stated "1"; there is no such member',
                'b: stated "1"; there is no such member',
                'c: missing; recomputed "1"',
            ],
        ),
        ("x", {}, ['$: stated "x"; recomputed an object']),
        # lines are matched by key, wherever they stand; members called so within a line are not
        ({"lines": [{"key": "b"}, {"key": "a"}]}, {"lines": [{"key": "a"}, {"key": "b"}]}, []),
        (
            {"lines": [{"key": "a", "amount": "1"}]},
            {"lines": [{"key": "a", "amount": "2"}]},
            ['lines.a.amount: stated "1"; recomputed "2"'],
        ),
        (
            {"lines": [{"key": "a"}]},
            {"lines": [{"key": "a"}, {"key": "b"}]},
            ["lines.b: missing; recomputed an object"],
        ),
        (
            {"lines": [{"key": "a"}, {"key": "a"}]},
            {"lines": [{"key": "a"}]},
            ["lines: stated 2 rows; recomputed an object"],
        ),
        (
            {"x": {"lines": [{"key": "b"}, {"key": "a"}]}},
            {"x": {"lines": [{"key": "a"}, {"key": "b"}]}},
            ['x.lines[0].key: stated "b"; recomputed "a"', 'x.lines[1].key: stated "a"; recomputed "b"'],
        ),
    ],
)
def test_differences(stated, recomputed, expected):
    assert list(differences(stated, recomputed)) == expected


def test_a_bundle_s_differences(bundle):
    changes = {
        "ladder.earned": "499.46",
        "lines[1].amount": "499.46",
        "counters.default.base": "1",
        "digest": "0",
    }
    stated = json.dumps(changed(RESULT, changes)).encode()
    for packed in (False, True):
        assert verify_bundle(bundle(stated, packed)) == [
            'counters.default.base: stated "1"; recomputed "90171.6340361792"',
            f'digest: stated "0"; recomputed "{RESULT["digest"][:57]}..."',
            'ladder.earned: stated "499.46"; recomputed "499.45"',
            f'lines["{EARNING}"].amount: stated "499.46"; recomputed "499.45"',
        ]


def test_the_same_figures_written_otherwise_match(bundle):
    for stated in (TEXT, b" \n" + TEXT + b"\n", json.dumps(RESULT, indent=2).encode()):
        assert verify_bundle(bundle(stated)) == []


@pytest.mark.parametrize(
    ("stated", "path"),
    [
        ('{"a": 1, "a": 2}', "a"),
        ('[{"a": 1, "a": 2}]', "[0].a"),
        ('{"a": {"b": 1, "b": 2}, "c": {}, "d": []}', "a.b"),
        ('{"a": [0, {"b c": {"d": 1, "d": 1}}]}', 'a[1]["b c"].d'),
    ],
)
def test_a_member_that_stands_twice_is_named(bundle, stated, path):
    sentence = f"{path}: This member of the result stands twice. (repeated_member)"
    assert refused(verify_bundle, bundle(stated.encode())) == [sentence]


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_a_stated_result_may_be_four_times_as_long(bundle, monkeypatch, packed):
    """As the recomputed one, where that is more than any input may have."""
    monkeypatch.setattr(verify, "MOST_BYTES", len(EXAMPLE_FILE.read_bytes()))
    longest = 4 * len(TEXT)
    assert verify_bundle(bundle(TEXT.ljust(longest), packed)) == []
    sentence = "$: This has more than 0 MiB, which no settlement needs. (too_large)"
    assert refused(verify_bundle, bundle(TEXT.ljust(longest + 1), packed)) == [sentence]


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_a_stated_result_may_be_as_long_as_an_input(bundle, monkeypatch, packed):
    monkeypatch.setattr(verify, "MOST_BYTES", MEBIBYTE)
    assert verify_bundle(bundle(TEXT.ljust(MEBIBYTE), packed)) == []
    sentence = "$: This has more than 1 MiB, which no settlement needs. (too_large)"
    assert refused(verify_bundle, bundle(TEXT.ljust(MEBIBYTE + 1), packed)) == [sentence]


def test_a_stated_result_may_hold_four_times_as_many_values(bundle, monkeypatch):
    most = 4 * values_in(TEXT)
    monkeypatch.setattr(verify, "MOST_VALUES", 1)
    spare = most - values_in(TEXT) - 2
    more = TEXT[:-1] + b',"more":[' + b",".join([b"0"] * (spare + 1)) + b"]}"
    assert values_in(more) == most
    assert verify_bundle(bundle(more)) == [f"more: stated {spare + 1} rows; there is no such member"]
    assert refused(verify_bundle, bundle(more.replace(b"[0,", b"[0,0,", 1))) == [
        f"$: This holds more than {most} values, which no settlement needs. (too_large)"
    ]


def test_no_bundle_at_all(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refused(verify_bundle, Path("none.zip")) == ['$: There is no "none.zip". (bundle_unreadable)']
    text = tmp_path / "text.zip"
    text.write_bytes(b"no zip")
    assert refused(verify_bundle, text) == [
        "$: This is neither a folder nor a zip that can be read: File is not a zip file. (bundle_unreadable)"
    ]
    with zipfile.ZipFile(text, "w") as made:
        made.writestr("settlement-result.json", TEXT)
    assert refused(verify_bundle, text) == [
        "$: The bundle must hold settlement-input.json and settlement-result.json. (bundle_unreadable)"
    ]
