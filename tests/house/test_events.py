"""Every event the code records has words, and every word is of an event the code records."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.audit.words import LOOKS, WORDS

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"[a-z_]+\.[a-z_]+")
ELSEWHERE = {"put_event"}  # what the outbox carries is not the audit trail's
RECORDERS = {"record_event", "Happened"}


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def names_in(tree: ast.AST) -> Iterator[str]:
    """Constants given as `event` to anything but the outbox; where a variable is, all that look like one."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    outbox = {id(part) for call in calls if called(call) in ELSEWHERE for part in ast.walk(call)}
    for call in calls:
        given = [word.value for word in call.keywords if word.arg == "event" and id(call) not in outbox]
        for value in given:
            named = list(constants(value))
            if called(call) in RECORDERS and not named:
                named = [name for name in constants(tree, but=outbox) if id_free(name)]
            yield from named


def put_together(tree: ast.AST) -> bool:
    """Whether an event's name is made of parts, so that nobody finds it by looking for it."""
    given = [
        word.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg == "event"
    ]
    return any(isinstance(part, (ast.JoinedStr, ast.BinOp)) for value in given for part in ast.walk(value))


def constants(node: ast.AST, *, but: set[int] = frozenset()) -> Iterator[str]:
    for part in ast.walk(node):
        if id(part) in but:
            continue
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and NAME.fullmatch(part.value):
            yield part.value


def id_free(name: str) -> bool:
    return name.rpartition(".")[2] not in {"py", "html", "txt", "css", "js", "tasks"}


def sources() -> list[Path]:
    tops = [ROOT / top for top in ("portal", "agreements", "usage", "settlements")]
    return [path for top in tops for path in top.rglob("*.py") if "migrations" not in path.parts]


def recorded() -> dict[str, str]:
    """Event → a file that records it."""
    return {
        name: str(path.relative_to(ROOT))
        for path in sources()
        for name in names_in(ast.parse(path.read_text()))
    }


def test_every_recorded_event_has_words():
    missing = {name: file for name, file in recorded().items() if name not in WORDS}
    assert not missing, f"say in portal/audit/words.py what happened: {missing}"


def test_names_are_written_in_full():
    assert not [str(path) for path in sources() if put_together(ast.parse(path.read_text()))]


def test_every_word_is_of_a_recorded_event():
    assert sorted(WORDS.keys() - recorded().keys()) == []


def test_looks_are_recorded_as_such():
    looked = {name for name in recorded() if "view" in name}
    assert len(looked) >= 3
    assert looked == set(LOOKS), "a look by staff is named noun.viewed, so that the partner sees it"


@pytest.mark.parametrize(
    "code, found",
    [
        ('record_event(event="a.done", subject="x.y")', {"a.done"}),
        ('record_event(event="a.done" if ok else "a.failed")', {"a.done", "a.failed"}),
        ('_note("b.done")\ndef _note(event): record_event(event=event)', {"b.done"}),
        ('put_event(event="c.done", args=[1])', set()),
    ],
)
def test_names_are_found_however_they_are_given(code, found):
    assert set(names_in(ast.parse(code))) == found


WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "update_or_create"}
WRITES |= {"get_or_create", "notify", "put_event", "send_mail", "store_file", "post"}


def written_afterwards(tree: ast.AST) -> list[str]:
    """Rows written in a function after its last record_event; stored bytes are no rows."""
    found = []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            ends = [call.end_lineno for call in calls if called(call) == "record_event"]
            found += [
                f"{function.name}: {ast.unparse(call)}"
                for call in calls
                if ends and call.lineno > max(ends) and called(call) in WRITES
                if not ast.unparse(call).startswith("default_storage")
            ]
    return found


def test_the_event_is_the_last_row_an_act_writes():
    """It locks the chain: whatever came after would keep others of the organisation waiting."""
    late = {
        str(path.relative_to(ROOT)): written_afterwards(ast.parse(path.read_text())) for path in sources()
    }
    assert not {path: calls for path, calls in late.items() if calls}
    assert written_afterwards(ast.parse("def act():\n record_event(event='a.b')\n row.save()")) == [
        "act: row.save()"
    ]
