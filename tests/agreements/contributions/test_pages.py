"""Pages of contributions: each side finds what it may do, and why not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.contributions.counter_contribution import counter_contribution
from agreements.models import Contribution
from tests.agreements.contributions.conftest import TARIFF
from tests.factories.agreements import make_contribution, make_draft_agreement
from tests.factories.contributions import drafted, filed, offer

POSTED = {
    "title": "Faster search",
    "kind": "improvement",
    "method": "cost",
    "from_date": "2026-11-01",
    "points": "0.5",
    "claimed_value": "1200.00",
}


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_from_the_draft_to_the_accepted(client, agreement, alma, carla):
    number = agreement.number
    client.force_login(alma)
    answer = client.post(reverse("draft_contribution", args=[number]), POSTED)
    row = Contribution.objects.get()
    own = reverse("contribution", args=[number, row.code])
    assert (answer.status_code, answer["Location"]) == (302, own)
    for name in ("notes.txt", "more.txt"):
        file = SimpleUploadedFile(name, b"It is faster.\n")
        client.post(reverse("add_contribution_evidence", args=[number, row.code]), {"file": file})
    client.post(reverse("file_contribution", args=[number, row.code]), {"version": 1})
    assert "more.txt" in page(client, "contribution", number, row.code)
    assert "Your side&#x27;s offer stands" in page(client, "contribution", number, row.code)
    client.force_login(carla)
    assert "0.5% on the share" in page(client, "staff_contribution", number, row.code)
    client.post(reverse("staff_accept_contribution", args=[number, row.code]), {"version": 2})
    row.refresh_from_db()
    assert row.state == "accepted"
    assert row.code in page(client, "staff_agreement", number)
    file = row.evidence.first()
    got = client.get(reverse("staff_contribution_file", args=[number, row.code, file.pk]))
    assert b"".join(got.streaming_content) == b"It is faster.\n"


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"points": ""}, "Say what it is worth"),
        ({"amount": "5"}, "Either points or an amount"),
        ({"points": "9"}, "limit points from contributions to 3%"),
        ({"points": "abc"}, "Write a number"),
        ({"method": "tariff"}, "Choose the row of the tariff"),
        ({"to_date": "2026-10-01"}, "on or before its first day"),
        ({"from_date": "2026-08-01"}, "not in force on these days"),
        ({"title": "", "kind": "x", "market": "ZZ"}, "Please check what you entered"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_lost(client, agreement, alma, changed, said):
    client.force_login(alma)
    answer = client.post(reverse("draft_contribution", args=[agreement.number]), {**POSTED, **changed})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Contribution.objects.exists()


def test_by_the_tariff(client, agreement, alma):
    client.force_login(alma)
    given = {**POSTED, "points": "", "method": "tariff", "tariff_code": "audit"}
    client.post(reverse("draft_contribution", args=[agreement.number]), given)
    assert f"{Contribution.objects.get().amount:.2f}" == "500.00"
    assert "Yearly audit" in page(client, "agreement", agreement.number)


def test_a_draft_is_its_own_sides(client, agreement, alma, carla, adam, ruth):
    ours, theirs = drafted(agreement, carla), drafted(agreement, alma)
    for reader, prefix, hidden, seen in ((alma, "", ours, theirs), (carla, "staff_", theirs, ours)):
        client.force_login(reader)
        listed = page(client, f"{prefix}contributions", agreement.number)
        assert (hidden.code in listed, seen.code in listed) == (False, True)
        for code, status in ((hidden.code, 404), (seen.code, 200)):
            url = reverse(f"{prefix}contribution", args=[agreement.number, code])
            assert client.get(url).status_code == status
    client.force_login(ruth)
    assert client.get(reverse("contribution", args=[agreement.number, theirs.code])).status_code == 404


def test_a_counter_waits_on_the_partners_home(client, agreement, alma, vera, carla):
    row = filed(agreement, alma)
    client.force_login(carla)
    assert row.code in page(client, "staff_home")
    url = reverse("staff_counter_contribution", args=[agreement.number, row.code])
    given = {"version": row.version, "points": "0.25", "from_date": "2026-11-01", "reason": "Half."}
    assert client.post(url, given).status_code == 302
    assert row.code not in page(client, "staff_home")
    client.force_login(alma)
    assert "Accept or answer" in page(client, "home")
    client.force_login(vera)
    assert "one of these roles: Signatory" in page(client, "contribution", agreement.number, row.code)


def test_a_stale_page_is_told(client, agreement, alma, carla, april):
    row = filed(agreement, alma)
    again = {"contribution": row, "version": row.version, "offer": offer("0.005"), "reason": "Less."}
    counter_contribution(by=carla, **again)
    client.force_login(april)
    url = reverse("staff_refuse_contribution", args=[agreement.number, row.code])
    answer = client.post(url, {"version": row.version, "reason": "No."})
    assert (answer.status_code, "changed since you looked" in answer.content.decode()) == (422, True)


def test_the_queue_is_filtered_and_exported_without_what_it_is_worth(client, agreement, alma, adam, oscar):
    row = filed(agreement, alma, offer("0.0123"))
    make_contribution(agreement, from_date="2026-11-01", points="0.01", party="licensor", title="Ours")
    client.force_login(adam)
    url = reverse("all_contributions")
    found = client.get(f"{url}?offered_by=licensor").content.decode()
    assert (row.code in found, "Ours" in found) == (True, False)
    exported = client.get(f"{url}?format=csv").getvalue().decode()
    assert row.code in exported
    assert "0.0123" not in exported
    client.force_login(oscar)
    assert client.get(url).status_code == 403


def test_the_editor_of_the_tariff(client, hosta, carla):
    version = make_draft_agreement(hosta, by=carla).versions.get()
    client.force_login(carla)
    url = reverse("edit_tariff", args=[version.agreement.number, 1])
    row = {"code": "audit", "name": "Yearly audit", "kind": "maintenance", "amount": "500.00"}
    posted = {f"tariff-0-{name}": value for name, value in row.items()}
    posted |= {"tariff-TOTAL_FORMS": "1", "tariff-INITIAL_FORMS": "0"}
    added = client.post(url, {**posted, "add_row": "1"}).content.decode()
    assert 'name="tariff-1-code"' in added
    wrong = client.post(url, {**posted, "tariff-0-points": "1"})
    assert (wrong.status_code, "either points or an amount" in wrong.content.decode()) == (422, True)
    assert client.post(url, posted).status_code == 302
    assert version.tariff.get().code == TARIFF[0]["id"]
    assert "Yearly audit" in page(client, "approve_version", version.agreement.number, 1)
