"""The layers of DESIGN.md, as import-linter contracts in pyproject.toml."""

from importlinter.cli import lint_imports


def test_no_import_climbs(capsys):
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out
