"""What a bundle's reader opens, and what it leaves alone or refuses."""

import hashlib
import os
import zipfile

import pytest

from settlements.engine.bundle_members import open_bundle
from tests.settlements.engine.test_reading import refused


def test_a_folder_has_its_files_alone(tmp_path):
    """A pipe would be waited for; a folder inside and a link to nowhere are no members."""
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "inside").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    with open_bundle(tmp_path) as members:
        assert members.names == {"a.txt"}
        assert members.read("a.txt", 10) == b"a"
        assert members.sha256("a.txt") == hashlib.sha256(b"a").hexdigest()
        assert "holds no" in says(lambda: members.read("pipe", 10))


def test_a_member_longer_than_it_may_be_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"aaa")
    with open_bundle(tmp_path) as members:
        assert "more than" in says(lambda: members.read("a.txt", 2))


def test_one_name_for_two_members_is_refused(tmp_path):
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("a.txt", b"a")
        bundle.writestr("b.txt", b"b")
        with pytest.warns(UserWarning, match="Duplicate"):
            bundle.writestr("a.txt", b"c")
    assert '"a.txt" 2 times' in says(lambda: opened(path))


def test_what_is_neither_folder_nor_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "neither a folder nor a file" in says(lambda: opened(tmp_path / "pipe"))
    assert "There is no" in says(lambda: opened(tmp_path / "gone.zip"))
    (tmp_path / "text.zip").write_bytes(b"no zip")
    assert "neither a folder nor a zip" in says(lambda: opened(tmp_path / "text.zip"))


def test_a_damaged_member_is_refused(tmp_path):
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("a.txt", b"twelve bytes")
    path.write_bytes(path.read_bytes().replace(b"twelve bytes", b"other bytes!", 1))
    with open_bundle(path) as members:
        assert "cannot be read" in says(lambda: members.sha256("a.txt"))


def says(read) -> str:
    (sentence,) = refused(read)
    return sentence


def opened(path):
    with open_bundle(path) as members:
        return members
