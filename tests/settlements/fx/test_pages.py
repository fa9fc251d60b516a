"""The exchange rates' pages: who may, what they say, what they do."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from settlements.fx.models import FxRate
from settlements.fx.tables import RateTable, WithdrawableRateTable

GIVEN = {"base": "TWD", "quote": "USD", "rate": "0.0312", "date": "2026-10-30", "reason": "Central bank"}
PUBLISHED = b"Date,USD,JPY,\n2026-10-30,1.1172,175.68,\n"


def ecb(**quotes: str) -> None:
    for quote, rate in quotes.items():
        FxRate.objects.create(
            base="EUR", quote=quote, date="2026-10-30", rate=Decimal(rate), source=FxRate.Source.ECB
        )


@pytest.fixture
def finance(client, fiona):
    client.force_login(fiona)
    return client


@pytest.mark.django_db
class TestList:
    def test_filters_by_currency_source_and_day(self, finance):
        ecb(USD="1.1172", JPY="175.68")
        finance.post(reverse("enter_rate"), GIVEN)
        page = finance.get(reverse("fx_rates")).content.decode()
        assert all(pair in page for pair in ("EUR → USD", "EUR → JPY", "TWD → USD"))
        found = finance.get(reverse("fx_rates"), {"currency": "JPY"}).content.decode()
        assert "EUR → JPY" in found
        assert "EUR → USD" not in found
        found = finance.get(reverse("fx_rates"), {"source": "manual"}).content.decode()
        assert "TWD → USD" in found
        assert "EUR → USD" not in found
        found = finance.get(reverse("fx_rates"), {"since": "2026-10-31"}).content.decode()
        assert "Nothing matches" in found

    @pytest.mark.parametrize(
        "query",
        [{"currency": "🙂"}, {"since": "yesterday"}, {"page": "0"}, {"sort": "x"}, {"page": "9" * 40}],
    )
    def test_nonsense_in_the_address_is_no_error(self, finance, query):
        ecb(USD="1.1172")
        assert finance.get(reverse("fx_rates"), query).status_code == 200

    def test_as_csv(self, finance):
        ecb(USD="1.1172")
        rows = b"".join(finance.get(reverse("fx_rates"), {"format": "csv"}).streaming_content).decode()
        assert "EUR → USD,2026-10-30,1.117200000000000,European Central Bank" in rows


@pytest.mark.django_db
class TestActs:
    def test_enter_and_withdraw(self, finance):
        assert finance.post(reverse("enter_rate"), GIVEN).status_code == 302
        rate = FxRate.objects.get()
        assert (rate.base, rate.quote, rate.rate, rate.reason) == (
            "TWD",
            "USD",
            Decimal("0.0312"),
            "Central bank",
        )
        again = finance.post(reverse("enter_rate"), GIVEN)
        assert again.status_code == 422
        assert "Withdraw it first if it is wrong" in again.content.decode()
        assert finance.get(reverse("withdraw_rate", args=[rate.pk])).status_code == 200
        assert finance.post(reverse("withdraw_rate", args=[rate.pk]), {"reason": "typo"}).status_code == 302
        rate.refresh_from_db()
        assert rate.withdrawn_at is not None

    @pytest.mark.parametrize(
        "change",
        [
            {"rate": "1e5"},
            {"rate": "١"},
            {"rate": ""},
            {"rate": "NaN"},
            {"base": "XYZ"},
            {"date": "30.10.2026"},
        ],
    )
    def test_what_is_wrong_is_said_at_the_field(self, finance, change):
        page = finance.post(reverse("enter_rate"), {**GIVEN, **change})
        assert page.status_code == 422
        assert "has-error" in page.content.decode()
        assert not FxRate.objects.exists()

    def test_the_form_can_be_begun_by_a_link(self, finance):
        page = finance.get(reverse("enter_rate"), {"base": "TWD", "quote": "USD", "date": "2026-10-30"})
        assert '<option value="TWD" selected>' in page.content.decode()

    def test_import_and_what_differs(self, finance):
        ecb(USD="1.1")
        file = SimpleUploadedFile("eurofxref-hist.csv", PUBLISHED)
        page = finance.post(reverse("import_ecb_rates"), {"file": file})
        assert page.status_code == 200
        assert "differs from what is known" in page.content.decode()
        assert FxRate.objects.get(quote="USD").rate == Decimal("1.1")
        assert FxRate.objects.get(quote="JPY").entered_by.name == "Fiona Finance"

    def test_a_wrong_file_is_refused_at_its_field(self, finance):
        page = finance.post(reverse("import_ecb_rates"), {"file": SimpleUploadedFile("x.zip", b"PK\x03\x04")})
        assert page.status_code == 422
        assert "cannot be read" in page.content.decode()


@pytest.mark.django_db
class TestWhoMay:
    PAGES = ["fx_rates", "enter_rate", "import_ecb_rates"]

    @pytest.mark.parametrize("name", PAGES)
    def test_partners_find_nothing(self, client, uma, name):
        client.force_login(uma)
        assert client.get(reverse(name)).status_code == 404

    @pytest.mark.parametrize("name", PAGES)
    def test_nobody_without_logging_in(self, client, licensor, name):
        assert client.get(reverse(name)).status_code == 302

    def test_other_staff_read_only(self, client, adam):
        client.force_login(adam)
        page = client.get(reverse("fx_rates"))
        assert page.status_code == 200
        assert "may read the rates but not enter any" in page.content.decode()
        for name in ("enter_rate", "import_ecb_rates"):
            assert client.get(reverse(name)).status_code == 403
            assert client.post(reverse(name), GIVEN).status_code == 403

    def test_a_rate_that_is_not_there(self, finance):
        assert finance.get(reverse("withdraw_rate", args=[999])).status_code == 404
        assert finance.get("/staff/fx/99999999999999999999999/withdraw/").status_code == 404


def test_those_who_may_withdraw_see_the_list_in_the_same_order():
    theirs, ours = WithdrawableRateTable([]), RateTable([])
    assert tuple(theirs.order_by) == tuple(ours.order_by) == ("-date",)
    assert theirs._meta.order_by == ("-date",)
