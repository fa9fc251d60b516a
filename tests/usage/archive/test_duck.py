"""DuckDB sees what it was given and nothing else."""

import duckdb
import pytest

from usage.archive.duck import open_duck, text


@pytest.fixture
def room(tmp_path):
    (tmp_path / "given.csv").write_text("a\n1\n")
    (tmp_path / "secret.csv").write_text("a\n2\n")
    (tmp_path / "folder").mkdir()
    return tmp_path


def test_the_given_file_and_folder_are_open(room):
    with open_duck(files=[room / "given.csv"], folder=room / "folder") as connection:
        connection.execute(
            f"COPY (FROM read_csv({text(room / 'given.csv')})) TO {text(room / 'folder' / 'a.parquet')}"
        )
        found = connection.execute(f"FROM read_parquet({text(room / 'folder' / 'a.parquet')})").fetchall()
    assert found == [(1,)]
    assert [each.name for each in (room / "folder").iterdir()] == ["a.parquet"]


@pytest.mark.parametrize(
    "statement",
    [
        "FROM read_csv('{room}/secret.csv')",
        "FROM read_text('/etc/passwd')",
        "FROM glob('{room}/*')",
        "COPY (SELECT 1) TO '{room}/out.parquet'",
        "ATTACH '{room}/other.db'",
        "FROM read_csv('https://example.com/a.csv')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "SET enable_external_access = true",
    ],
)
def test_everything_else_is_closed(room, statement):
    with open_duck(files=[room / "given.csv"], folder=room / "folder") as connection:
        with pytest.raises(duckdb.Error):
            connection.execute(statement.format(room=room)).fetchall()


def test_text_is_a_literal_whatever_is_in_it():
    with open_duck() as connection:
        for value in ("it's", "'); DROP TABLE x; --", "\\", "日本", "$1 ? :a"):
            assert connection.execute(f"SELECT {text(value)}").fetchone() == (value,)
