"""Evidence and certificates: what they say they are, not too large, found clean before they are kept."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from portal.files import purposes
from portal.files.models import Scan, StoredFile
from portal.files.purposes import FilePurpose
from portal.files.store_file import printable_name, store_file
from portal.refused import Refused
from tests.scanners import MARK

pytestmark = pytest.mark.django_db

PDF, PNG, JPG = b"%PDF-1.7\n...", b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."


def workbook(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        for name in names:
            book.writestr(name, "<x/>")
    return file.getvalue()


XLSX = workbook("[Content_Types].xml", "xl/workbook.xml")
MACROS = workbook("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")
GOOD = {
    "a.pdf": PDF,
    "a.PNG": PNG,
    "a.jpeg": JPG,
    "Rechnung März.txt": "Grüße".encode(),
    "old.csv": "Grüße;1".encode("cp1252"),
    "a.xlsx": XLSX,
}
BAD = {
    "a.exe": b"MZ",
    "pdf": PDF,
    "a.pdf.exe": PDF,
    "a.pdf": b"<html><script>",
    "a.png": JPG,
    "a.txt": b"a\x00b",
    "b.txt": PDF,
    "c.csv": XLSX,
    "a.xlsx": workbook("[Content_Types].xml", "word/document.xml"),
    "b.xlsx": MACROS,
    "c.xlsx": b"PK\x03\x04 broken",
    "a.html": b"<p>",
    "a.svg": b"<svg/>",
    "": PDF,
}


@pytest.fixture
def store(hosta, finn):
    def keep(content: bytes, name: str, purpose: FilePurpose = FilePurpose.EVIDENCE) -> StoredFile:
        return store_file(
            content=io.BytesIO(content),
            name=name,
            folder="evidence",
            partner=hosta,
            stored_by=finn,
            purpose=purpose,
        )

    return keep


def kept_bytes() -> int:
    if not default_storage.exists("evidence"):
        return 0
    return sum(
        len(default_storage.listdir(f"evidence/{each}")[1]) for each in default_storage.listdir("evidence")[0]
    )


@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_it_says_is_kept(store, name):
    stored = store(GOOD[name], name)
    assert stored.content.read() == GOOD[name]
    assert (stored.name, stored.purpose, stored.scan) == (name, "evidence", Scan.UNSCANNED)
    assert name not in stored.content.name, "stored under a name of ours"


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_is_refused_and_leaves_nothing(store, name):
    before = kept_bytes()
    with pytest.raises(Refused) as refusal:
        store(BAD[name], name)
    assert refusal.value.code == "bad_type"
    assert kept_bytes() == before
    assert not StoredFile.objects.exists()


def test_a_certificate_is_a_document_not_a_table(store):
    store(PDF, "certificate.pdf", FilePurpose.CERTIFICATE)
    with pytest.raises(Refused, match="pdf, png, jpg, jpeg"):
        store(XLSX, "certificate.xlsx", FilePurpose.CERTIFICATE)


def test_a_usage_file_is_any_bytes_under_any_name(store):
    assert store(b"MZ\x00", "a.exe", FilePurpose.USAGE).name == "a.exe"


def test_too_large_is_refused_before_it_is_read(store, monkeypatch):
    allowed = purposes.Allowed(frozenset(purposes.Kind), 10, at_once=True)
    monkeypatch.setitem(purposes.ALLOWED, FilePurpose.EVIDENCE, allowed)
    with pytest.raises(Refused) as refusal:
        store(PDF, "a.pdf")
    assert refusal.value.code == "too_large"
    store(PDF[:10], "a.pdf")


class TestScanner:
    def test_it_reads_every_byte_and_lets_clean_ones_through(self, store, scanner):
        scanner("works")
        stored = store(PDF, "a.pdf")
        assert scanner.seen() == PDF
        assert stored.scan == Scan.CLEAN
        assert stored.scanned_at is not None

    def test_it_reads_uploads_from_disk(self, hosta, finn, scanner):
        scanner("works")
        upload = TemporaryUploadedFile("a.pdf", "application/pdf", len(PDF), None)
        upload.write(PDF)
        upload.flush()
        store_file(
            content=upload,
            name="a.pdf",
            folder="evidence",
            partner=hosta,
            stored_by=finn,
            purpose=FilePurpose.EVIDENCE,
        )
        assert scanner.seen() == PDF

    def test_harmful_bytes_are_refused_and_not_kept(self, store, scanner):
        scanner("works")
        before = kept_bytes()
        with pytest.raises(Refused) as refusal:
            store(PDF + MARK, "a.pdf")
        assert refusal.value.code == "infected"
        assert kept_bytes() == before

    @pytest.mark.parametrize("kind", ["broken", "hangs", "missing"])
    def test_a_scanner_that_fails_lets_nothing_through(self, store, scanner, kind, caplog):
        scanner(kind)
        with pytest.raises(Refused) as refusal:
            store(PDF, "a.pdf")
        assert refusal.value.code == "not_scanned"
        assert "the file scanner failed" in caplog.text


@pytest.mark.parametrize(
    "given, shown",
    [
        ("C:\\Users\\a\\b.pdf", "b.pdf"),
        ("../../etc/passwd", "passwd"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_names_are_made_printable(given, shown):
    assert printable_name(given) == shown
