"""The page both sides try terms on."""

import csv
import io

import pytest

from portal.audit.models import AuditEvent
from tests.factories.agreements import share
from tests.scenes import scene
from tests.settlements.what_if.conftest import propose

pytestmark = pytest.mark.django_db


@scene
def proposed(simple):
    version = propose(simple, share("0.40"))
    type(version).objects.filter(pk=version.pk).update(state="proposed")
    return version


def page(number: str, staff: bool = False) -> str:
    return f"/{'staff/' if staff else ''}agreements/{number}/what-if/"


def test_staff_see_the_difference_and_it_is_on_record(client, carla, simple, proposed):
    client.force_login(carla)
    text = client.get(page(simple.number, staff=True)).content.decode()
    assert "would have been higher" in text
    assert "$400.00" in text
    look = AuditEvent.objects.filter(event="terms.viewed", details__page="what_if").get()
    assert look.partner == simple.partner


def test_the_partner_tries_what_is_proposed_to_it(client, vera, simple, proposed):
    client.force_login(vera)
    response = client.get(page(simple.number), {"version": "2", "periods": "3", "volume": "50"})
    assert response.status_code == 200
    assert "$200.00" in response.content.decode()


def test_a_draft_of_the_licensor_is_not_offered(client, vera, simple):
    propose(simple, share("0.40"))
    client.force_login(vera)
    response = client.get(page(simple.number), {"version": "2", "periods": "3"})
    assert response.status_code == 422
    assert "Version 2" not in response.content.decode()


def test_a_rival_finds_nothing(client, ruth, simple):
    client.force_login(ruth)
    assert client.get(page(simple.number)).status_code == 404


@pytest.mark.parametrize("volume", ["0", "-5", "1001", "abc", "9" * 200, "1e3", "\x00"])
def test_a_volume_that_makes_no_sense_is_said(client, carla, simple, volume):
    client.force_login(carla)
    response = client.get(page(simple.number, staff=True), {"version": "1", "periods": "3", "volume": volume})
    assert response.status_code in (400, 422)


def test_csv_foots(client, carla, simple, proposed):
    client.force_login(carla)
    asked = {"version": "2", "periods": "12", "volume": "", "format": "csv"}
    response = client.get(page(simple.number, staff=True), asked)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["period"], row["application"], row["difference"]) for row in rows] == [
        ("2026-03", "search", "200.00"),
        ("2026-03", "*", "200.00"),
        ("2026-04", "search", "200.00"),
        ("2026-04", "*", "200.00"),
    ]
