"""The layers of DESIGN.md, as import-linter contracts in pyproject.toml."""

from importlinter.cli import lint_imports


def test_no_import_climbs(capsys, monkeypatch):
    # it would switch off every logger there is, for the tests after it
    monkeypatch.setattr("importlinter.cli.logging_config.dictConfig", lambda _settings: None)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out
