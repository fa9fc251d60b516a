"""CSV packed by gzip."""

import gzip

from tests.usage.check.files import check
from tests.usage.formats.tables import as_csv, refusal, table
from usage.check.rules import Limits


def test_what_is_cut_off_is_damaged(tmp_path):
    packed = gzip.compress(as_csv(table()) * 500)
    assert refusal(check(tmp_path, packed[:-20])) == ("unsupported_format", None, {"damaged": "gzip"})


def test_a_bomb_is_not_unpacked(tmp_path):
    packed = gzip.compress(b"0" * 20_000_000)
    verdict = check(tmp_path, packed, limits=Limits(max_unpacked_bytes=1_000_000))
    assert refusal(verdict)[0] == "file_too_large"
    assert not list(tmp_path.glob("check-*"))
