"""Small files, small functions, the words of DESIGN.md, and a map that is true."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ["portal", "agreements", "usage", "settlements", "tests"]
FILES = sorted(path for top in OURS for path in (ROOT / top).rglob("*.py") if "migrations" not in path.parts)
BANNED = re.compile(
    r"(^|_)(process|processes|processor|handle|handler|handlers|manager|managers|data|utils?|helpers?)(_|$)"
)
# Names that a framework calls by.
GIVEN = {"manage", "handle", "handle_raw_input", "receive_data_chunk"}


def names_in(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node.name for node in ast.walk(tree) if isinstance(node, kinds)]


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_small_and_speaks_our_words(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 200, f"{len(lines)} lines: find the second room in it"
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = node.end_lineno - node.lineno + 1
            assert length <= 70, f"{node.name} has {length} lines"
    named = [path.stem, *names_in(path)]
    banned = [name for name in named if BANNED.search(snake(name)) and name not in GIVEN]
    assert not banned, f"banned words: {banned}"


def test_no_foreign_key_by_name():
    """They escape the import contracts; only AUTH_USER_MODEL may."""
    relation = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"'](?!self[\"'])")
    found = [str(path) for path in FILES if relation.search(path.read_text())]
    assert not found


def test_no_test_without_a_check():
    empty = re.compile(r"assert True\b|pytest\.skip\(\)|mark\.skip\b|xfail")
    found = [str(path) for path in FILES if path != Path(__file__) and empty.search(path.read_text())]
    assert not found


def test_the_readme_map_is_true():
    """Every path the README's map names exists, and every app and room is on it."""
    block = re.search(r"```\n(manage\.py.*?)```", (ROOT / "README.md").read_text(), re.S)
    assert block, "the README has no map"
    folder, named = "", []
    for line in block[1].splitlines():
        word = line.split()[0] if line.split() else ""
        if not line.startswith(" "):
            folder = word if word.endswith("/") else ""
            named.append(word)
        else:
            named.append(folder + word)
    missing = [name for name in named if name and not (ROOT / name).exists()]
    assert not missing, f"on the map but not in the house: {missing}"
    rooms = [
        f"{path.relative_to(ROOT)}/"
        for top in OURS[:-1]
        for path in [ROOT / top, *(ROOT / top).iterdir()]
        if path.is_dir() and (path / "__init__.py").exists() and path.name != "migrations"
    ]
    unnamed = [room for room in rooms if room not in named]
    assert not unnamed, f"in the house but not on the map: {unnamed}"


def test_every_app_says_what_it_is_for():
    for app in ["agreements", "usage", "settlements", "settlements/engine", "portal"]:
        assert (ROOT / app / "README.md").exists(), app
