"""The ECB's file: as it is published, repeated, revised, broken."""

import gzip
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.fx.import_ecb_rates import import_ecb_rates
from settlements.fx.models import FxRate
from settlements.fx.rates_for import rates_for

METHODS = (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
PUBLISHED = b"Date,USD,JPY,BGN,\n2026-10-30,1.1172,175.68,N/A,\n2026-10-29,1.1130,175.92,N/A,\n"


def zipped(content: bytes, method: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("eurofxref-hist.csv", content)
    return made.getvalue()


def spoilt(archive: bytes) -> bytes:
    """With other bytes where the member begins."""
    start = 30 + len("eurofxref-hist.csv")
    return archive[:start] + b"\xff" * 24 + archive[start + 24 :]


def take_in(content: bytes, **options):
    return import_ecb_rates(file=io.BytesIO(content), **options)


@pytest.mark.django_db
class TestImport:
    @pytest.mark.parametrize("pack", [bytes, zipped, gzip.compress], ids=["plain", "zip", "gzip"])
    def test_takes_in_what_is_there(self, pack):
        outcome = take_in(pack(PUBLISHED))
        assert (outcome.added, outcome.unchanged, outcome.differences) == (4, 0, [])
        rate = FxRate.objects.get(quote="JPY", date="2026-10-29")
        assert (rate.base, rate.rate, rate.source) == ("EUR", Decimal("175.92"), "ECB")

    def test_twice_changes_nothing(self):
        take_in(PUBLISHED)
        outcome = take_in(PUBLISHED)
        assert (outcome.added, outcome.unchanged) == (0, 4)
        assert FxRate.objects.count() == 4
        assert AuditEvent.objects.filter(event="fx_rates.imported").count() == 1

    def test_a_revised_rate_is_reported_and_the_old_one_kept(self, fiona):
        take_in(PUBLISHED)
        outcome = take_in(PUBLISHED.replace(b"1.1172", b"1.1173"), by=fiona)
        [difference] = outcome.differences
        assert (difference.quote, difference.date) == ("USD", date(2026, 10, 30))
        assert (difference.kept, difference.found) == (Decimal("1.1172"), Decimal("1.1173"))
        assert FxRate.objects.get(quote="USD", date="2026-10-30").rate == Decimal("1.1172")
        assert AuditEvent.objects.latest("position").details["differences"][0]["found"] == "1.1173"

    def test_earlier_days_can_be_left_out(self):
        assert take_in(PUBLISHED, from_date=date(2026, 10, 30)).added == 2
        assert take_in(PUBLISHED, from_date=date(2027, 1, 1)).added == 0


BROKEN = {
    "empty": (b"", 1),
    "not dates first": (b"Day,USD\n2026-10-30,1\n", 1),
    "strange column": (b"Date,USD,Gold\n2026-10-30,1,2\n", 1),
    "column twice": (b"Date,USD,USD\n2026-10-30,1,2\n", 1),
    "no date": (PUBLISHED.replace(b"2026-10-29", b"2026-02-30"), 3),
    "day twice": (PUBLISHED.replace(b"2026-10-29", b"2026-10-30"), 3),
    "no number": (PUBLISHED.replace(b"1.1130", b"1e5"), 3),
    "zero": (PUBLISHED.replace(b"1.1130", b"0.000"), 3),
    "below zero": (PUBLISHED.replace(b"1.1130", b"-1.1"), 3),
    "short row": (PUBLISHED.replace(b"1.1130,", b""), 3),
    "unterminated quote": (PUBLISHED.replace(b"1.1130", b'"1.1130'), 3),
}


@pytest.mark.django_db
class TestBrokenFiles:
    @pytest.mark.parametrize("content, line", BROKEN.values(), ids=BROKEN)
    def test_the_line_is_named_and_nothing_added(self, content, line):
        with pytest.raises(Refused) as refusal:
            take_in(content)
        assert refusal.value.code == "bad_rate_file"
        assert f"Line {line} " in refusal.value.sentence
        assert not FxRate.objects.exists()

    @pytest.mark.parametrize(
        "content",
        [
            b"\xff\xfe\x00",
            b"PK\x03\x04broken",
            b"\x1f\x8bbroken",
            zipped(PUBLISHED)[:60],
            zipped(b"\xff"),
            *(spoilt(zipped(PUBLISHED * 9, method)) for method in METHODS),
        ],
        ids=["not text", "broken zip", "broken gzip", "cut-off zip", "zip of no text", *map(str, METHODS)],
    )
    def test_unreadable(self, content):
        with pytest.raises(Refused) as refusal:
            take_in(content)
        assert refusal.value.code == "bad_rate_file"


@pytest.mark.django_db
class TestCommand:
    def test_seed_covers_october_2026(self, capsys):
        call_command("import_ecb_rates", "--seed", "--from-year", "2026")
        assert "the newest is of 2026-10-30" in capsys.readouterr().out
        found = rates_for(
            settlement_currency="USD",
            currencies=["EUR", "IDR", "JPY", "INR"],
            from_date=date(2026, 10, 1),
            to_date=date(2026, 11, 1),
        )
        assert {each["currency"] for each in found if each["date"] == "2026-10-30"} == {
            "EUR",
            "IDR",
            "INR",
            "JPY",
        }
        assert not FxRate.objects.filter(date__lt="2026-01-01").exists()

    def test_file_and_its_differences(self, tmp_path, capsys):
        path = tmp_path / "rates.csv"
        path.write_bytes(PUBLISHED)
        call_command("import_ecb_rates", str(path))
        path.write_bytes(PUBLISHED.replace(b"1.1172", b"1.1173"))
        call_command("import_ecb_rates", str(path))
        assert "2026-10-30 USD: the file says 1.1173" in capsys.readouterr().err

    def test_a_clear_sentence_for_a_wrong_file(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be opened"):
            call_command("import_ecb_rates", str(tmp_path / "absent.csv"))
        (tmp_path / "bad.csv").write_bytes(b"hello")
        with pytest.raises(CommandError, match="Line 1"):
            call_command("import_ecb_rates", str(tmp_path / "bad.csv"))
