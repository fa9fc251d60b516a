"""What was withheld in a year: each statement, and sums by country and partner, for both sides."""

import csv
from datetime import date
from io import StringIO

import pytest

from settlements.balances.access import staff_entries
from settlements.tax.withheld import withheld_in
from tests.settlements.tax.test_withholding import agreement, issued, rate, reported

__all__ = ["agreement", "reported"]

pytestmark = pytest.mark.django_db
COUNTED = {"partner": "hosta", "currency": "USD", "statements": "1", "taxed": "200.00", "withheld": "30.00"}


@pytest.fixture
def taxed(reported, hosta, fiona, april):
    rate(hosta, fiona, confirmed_by=april)
    return issued(reported, fiona, april)


def rows_of(client, path: str, **query) -> list[dict]:
    page = client.get(path, query)
    content = b"".join(page.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def test_the_partner_reads_its_own(client, taxed, finn, ruth):
    client.force_login(finn)
    shown = client.get("/tax/").text
    assert taxed.number in shown
    assert "15%" in shown
    [row] = rows_of(client, "/tax/", format="csv")
    assert (row["statement"], row["rate"], row["withheld"]) == (taxed.number, "0.15", "30.00")
    client.force_login(ruth)
    assert taxed.number not in client.get("/tax/").text
    assert client.get("/staff/tax/").status_code == 404


def test_staff_read_sums_by_country(client, taxed, adam, oscar):
    client.force_login(adam)
    year = taxed.issued_at.year
    [row] = rows_of(client, "/staff/tax/", format="sums", year=year)
    assert row == {"country": "DE", **COUNTED}
    assert "Nothing was withheld in 2001." in client.get("/staff/tax/", {"year": "2001"}).text
    for strange in ("x", "020261", "1", "99999999999", "२०२६", "-2026"):
        assert client.get("/staff/tax/", {"year": strange}).status_code == 404
    client.force_login(oscar)
    assert client.get("/staff/tax/").status_code == 403


def test_a_partner_that_moves_leaves_former_years_as_they_were(client, taxed, hosta, fiona, april, adam):
    rate(hosta, fiona, confirmed_by=april, from_date=date(2030, 1, 1), country="FR")
    client.force_login(adam)
    [row] = rows_of(client, "/staff/tax/", format="sums", year=taxed.issued_at.year)
    assert row["country"] == "DE"


def test_nothing_of_a_year_before(taxed, adam):
    assert withheld_in(taxed.issued_at.year - 1, staff_entries(adam)) == []
    [row] = withheld_in(taxed.issued_at.year, staff_entries(adam))
    assert row.taxed * row.rate == row.withheld


def test_entered_and_confirmed_on_the_page(client, hosta, fiona, april):
    client.force_login(fiona)
    facts = {"from_date": "2026-10-01", "country": "DE", "default_rate": "15", "source": "§ 50a EStG"}
    assert (
        client.post("/staff/partners/hosta/withholding/new/", facts | {"default_rate": "x"}).status_code
        == 422
    )
    wrong = client.post("/staff/partners/hosta/withholding/new/", facts | {"treaty_rate": "5"})
    assert "a certificate does" in wrong.text
    page = client.post("/staff/partners/hosta/withholding/new/", facts, follow=True)
    assert "You entered this rate" in page.text
    row = hosta.withholding_rates.get()
    client.force_login(april)
    page = client.post(f"/staff/partners/hosta/withholding/{row.pk}/confirm/", follow=True)
    assert "Confirmed. Estimates follow" in page.text
    assert "15%" in client.get("/staff/partners/hosta/").text
