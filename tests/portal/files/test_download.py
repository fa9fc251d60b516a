"""Downloads are attachments, and with a scanner only what it found clean."""

import io

import pytest

from portal.files.download import file_response
from portal.files.models import Scan, StoredFile
from portal.files.purposes import FilePurpose
from portal.files.readable import is_readable
from portal.files.scan_stored import scan_stored
from portal.files.scan_waiting_files import scan_waiting_files
from portal.files.store_file import store_file
from portal.refused import Refused
from tests.scanners import MARK

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(hosta, finn):
    def store(content: bytes, purpose=FilePurpose.USAGE, name="a.csv") -> StoredFile:
        return store_file(
            content=io.BytesIO(content), name=name, folder="x", partner=hosta, stored_by=finn, purpose=purpose
        )

    return store


def test_it_is_an_attachment_that_runs_nowhere(keep):
    response = file_response(keep(b"<script>", FilePurpose.EVIDENCE, 'a"b\u00e9.txt'))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.getvalue() == b"<script>"


def test_what_nobody_checked_is_only_bytes(keep):
    assert file_response(keep(b"x", name="a.html"))["Content-Type"] == "application/octet-stream"
    assert file_response(keep(b"x", name="a.pdf"))["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("scan", Scan)
@pytest.mark.parametrize("kind", ["", "works"])
def test_only_clean_ones_where_there_is_a_scanner(keep, scanner, scan, kind):
    stored = keep(b"x")
    stored.scan = scan
    stored.save()
    if kind:
        scanner(kind)
    readable = scan == Scan.CLEAN or (scan == Scan.UNSCANNED and not kind)
    assert is_readable(stored) == readable
    if readable:
        assert file_response(stored).getvalue() == b"x"
    else:
        with pytest.raises(Refused) as refusal:
            file_response(stored)
        assert refusal.value.code == ("infected" if scan == Scan.INFECTED else "not_scanned")


def test_the_sealed_headers_reach_the_browser(keep, rf):
    """The policy of pages does not take the place of the download's."""
    from csp.middleware import CSPMiddleware

    response = CSPMiddleware(lambda request: file_response(keep(b"x")))(rf.get("/"))
    assert "sandbox" in response["Content-Security-Policy"]


class TestScannedLater:
    def test_files_of_before_the_scanner_are_scanned_by_the_sweep(self, keep, scanner):
        clean, harmful = keep(b"x"), keep(MARK)
        scanner("works")
        assert scan_waiting_files() == 2
        clean.refresh_from_db()
        harmful.refresh_from_db()
        assert (clean.scan, harmful.scan) == (Scan.CLEAN, Scan.INFECTED)
        assert scan_waiting_files() == 0

    def test_the_sweep_stops_where_the_scanner_fails_and_goes_on_with_another_file(self, keep, scanner):
        first, second = keep(b"1"), keep(b"2")
        scanner("broken")
        assert scan_waiting_files() == 0
        assert [StoredFile.objects.get(pk=each.pk).scan for each in (first, second)] == [
            "failed",
            "unscanned",
        ]
        scan_waiting_files()
        assert scanner.seen() == b"2"
        scanner("works")
        assert scan_waiting_files() == 2

    def test_without_a_scanner_nothing_is_swept(self, keep):
        keep(b"x")
        assert scan_waiting_files() == 0

    def test_what_was_harmful_stays_harmful(self, keep, scanner):
        stored = keep(MARK)
        scanner("works")
        assert scan_stored(stored=stored) == Scan.INFECTED
        scanner("broken")
        assert scan_stored(stored=stored) == Scan.INFECTED

    def test_what_waits_may_end_the_scan(self, keep, scanner):
        class Superseded(Exception):
            pass

        def lost():
            raise Superseded

        stored = keep(b"x")
        scanner("hangs")
        with pytest.raises(Superseded):
            scan_stored(stored=stored, while_waiting=lost)
        stored.refresh_from_db()
        assert stored.scan == Scan.UNSCANNED
