"""A name that was unknown is registered; the same file is checked again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from agreements.models import Alias
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.models import AuditEvent
from portal.refused import Refused
from tests.factories.accounts import make_member, make_staff
from tests.factories.usage import body, checked_report, received_report, submitted_report
from usage.check_report import check_report
from usage.models import Report
from usage.recheck_report import recheck_report

pytestmark = pytest.mark.django_db
NAMED = [{"model": "Our Llama"}, {"deployment": "eu-west", "model": "", "application": "", "market": ""}]


def again(report: Report, by) -> Report:
    recheck_report(report=report, by=by)
    assert report.state == "waiting"
    check_report(report_id=report.pk)
    report.refresh_from_db()
    return report


def test_what_is_registered_meanwhile_is_known_and_nothing_is_uploaded(agreement, uma):
    report = checked_report(agreement, "2026-10", [{"model": "Our Llama"}, {}], by=uma)
    assert report.rejected == 1
    Alias.objects.create(partner=agreement.partner, kind="model", alias="Our Llama", code="llama-3.1-8b")
    assert (again(report, uma).accepted, report.rejected) == (2, 0)
    event = AuditEvent.objects.get(event="report.rechecked")
    assert (event.actor, event.details) == (uma, {"was": "checked"})


def test_a_refused_file_is_checked_again_unless_it_came_again_meanwhile(agreement, uma):
    report = checked_report(agreement, "2026-10", b"nothing,here\n1,2\n", by=uma)
    assert report.state == "refused"
    assert again(report, uma).state == "refused"
    received_report(agreement, "2026-10", b"nothing,here\n1,2\n", by=uma)
    with pytest.raises(Refused) as refusal:
        recheck_report(report=report, by=uma)
    assert refusal.value.code == "duplicate_file"


def test_what_is_submitted_or_waits_is_not_checked_again(agreement, uma):
    submitted = submitted_report(agreement, "2026-10", by=uma)
    waiting = received_report(agreement, "2026-10", [{"quantity": "2"}], by=uma)
    for report in (submitted, waiting):
        with pytest.raises(Refused) as refusal:
            recheck_report(report=report, by=uma)
        assert refusal.value.code == "not_checkable"


def test_a_refused_replacement_does_not_come_back_beside_another(agreement, uma):
    first = submitted_report(agreement, "2026-10", by=uma)
    bad = checked_report(agreement, "2026-10", b"nothing,here\n1,2\n", by=uma, replaces=first)
    checked_report(agreement, "2026-10", [{"quantity": "2"}], by=uma, replaces=first)
    with pytest.raises(Refused) as refusal:
        recheck_report(report=bad, by=uma)
    assert refusal.value.code == "not_replaceable"
    bad.refresh_from_db()
    assert bad.state == "refused"


def test_only_the_reporter_does(report, vera, ruth, oscar):
    for person, answer in ((vera, PermissionDenied), (oscar, PermissionDenied), (ruth, Http404)):
        with pytest.raises(answer):
            recheck_report(report=report, by=person)


def test_the_page_offers_to_register_and_to_check_again(client, agreement, hosta, uma):
    adele = make_member("adele@hosta.example", "Adele", hosta, PartnerRole.ADMIN, PartnerRole.UPLOADER)
    report = checked_report(agreement, "2026-10", NAMED, by=uma)
    page = reverse("report", args=[report.pk])
    propose = reverse("propose_deployment", args=[agreement.number])
    client.force_login(uma)
    assert propose not in body(client.get(page))
    assert "Registered by the partner’s people" in body(client.get(page))
    client.force_login(adele)
    text = body(client.get(page))
    assert f'href="{propose}?code=eu-west&amp;from_date=2026-10-01"' in text
    filled = body(client.get(propose, {"code": "eu-west", "from_date": "2026-10-01"}))
    assert 'value="eu-west"' in filled
    assert 'value="2026-10-01"' in filled
    assert client.get(propose, {"code": "<b>" * 300, "from_date": "never"}).status_code == 200
    assert "Check again" in text
    assert client.post(reverse("recheck_report", args=[report.pk])).status_code == 302
    report.refresh_from_db()
    assert report.state == "waiting"
    assert client.post(reverse("recheck_report", args=[report.pk]), follow=True).status_code == 200


def test_administrators_of_the_portal_are_led_to_the_partners_names(client, agreement, uma, oscar):
    ada = make_staff("ada2@licensor.example", "Ada", StaffRole.ADMINISTRATOR)
    report = checked_report(agreement, "2026-10", [{"model": "Llama 3.1 8 B"}], by=uma)
    page = reverse("staff_report", args=[report.pk])
    client.force_login(ada)
    query = f"partner={agreement.partner_id}&amp;alias=Llama+3.1+8+B&amp;means=model%2Fllama-3.1-8b"
    assert f"{reverse('add_alias')}?{query}" in body(client.get(page))
    given = {"partner": agreement.partner_id, "alias": "Llama 3.1 8 B", "means": "model/llama-3.1-8b"}
    filled = body(client.get(reverse("add_alias"), given))
    assert 'value="Llama 3.1 8 B"' in filled
    assert 'value="model/llama-3.1-8b" selected' in filled
    assert client.get(reverse("add_alias"), {"partner": "x", "means": "y"}).status_code == 200
    client.force_login(oscar)
    assert "is registered by the licensor’s people" in body(client.get(page))


def test_the_other_side_s_figures_are_checked_again_by_that_side(client, agreement, oscar, uma):
    report = checked_report(agreement, "2026-10", [{"model": "Our Llama"}, {}], by=oscar, counter=True)
    address = reverse("staff_recheck_report", args=[report.pk])
    client.force_login(oscar)
    assert client.post(address).status_code == 302
    report.refresh_from_db()
    assert report.state == "waiting"
    client.force_login(uma)
    assert client.post(reverse("recheck_report", args=[report.pk])).status_code == 403
