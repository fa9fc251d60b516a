"""Partners as staff see them: registered, found, suspended; what each role is shown."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from portal.accounts.models import Partner
from portal.audit.models import AuditEvent
from portal.partners.register_partner import register_partner
from portal.partners.resume_partner import resume_partner
from portal.partners.suspend_partner import suspend_partner
from portal.refused import Refused
from tests.factories.agreements import make_agreement

pytestmark = pytest.mark.django_db
GIVEN = {
    "code": "cloud-c",
    "name": "Cloud C",
    "legal_name": "Cloud C Pte. Ltd.",
    "town": "Singapore",
    "country": "SG",
    "language": "en",
}


class TestRegister:
    def test_by_its_page(self, client, oscar):
        client.force_login(oscar)
        answer = client.post(reverse("register_partner"), GIVEN)
        assert answer["Location"] == reverse("staff_partner", args=["cloud-c"])
        made = Partner.objects.get(code="cloud-c")
        event = AuditEvent.objects.get(event="partner.registered")
        assert (event.partner, event.actor) == (made, oscar)
        assert event.details["changed"]["country"] == {"from": None, "to": "SG"}

    @pytest.mark.parametrize(
        "change, code",
        [
            ({"code": "Cloud C"}, "bad_code"),
            ({"code": "new"}, "bad_code"),
            ({"code": "c"}, "bad_code"),
            ({"code": "hosta"}, "code_taken"),
            ({"name": "HOST A"}, "name_taken"),
            ({"name": " "}, "incomplete"),
            ({"country": "EU"}, "bad_country"),
            ({"town": ""}, "incomplete"),
        ],
    )
    def test_refused(self, hosta, oscar, change, code):
        with pytest.raises(Refused) as refusal:
            register_partner(by=oscar, **{**GIVEN, **change})
        assert refusal.value.code == code
        assert Partner.objects.count() == 1

    def test_operations_only(self, ada, finn):
        with pytest.raises(PermissionDenied, match="Operations"):
            register_partner(by=ada, **GIVEN)
        with pytest.raises(Http404):
            register_partner(by=finn, **GIVEN)


class TestSuspend:
    @pytest.mark.parametrize("person", ["oscar", "ada"])
    def test_members_are_out_at_the_next_request_and_in_again(self, request, client, hosta, finn, person):
        by = request.getfixturevalue(person)
        client.force_login(finn)
        assert client.get(reverse("organisation")).status_code == 200
        suspend_partner(by=by, partner=hosta, reason="Insolvency")
        assert client.get(reverse("organisation")).status_code == 404
        assert client.get(reverse("statements")).status_code == 404
        resume_partner(by=by, partner=hosta, reason="Sorted out")
        assert client.get(reverse("organisation")).status_code == 200
        events = AuditEvent.objects.order_by("position").values_list("event", "details")
        assert list(events) == [
            ("partner.suspended", {"reason": "Insolvency"}),
            ("partner.resumed", {"reason": "Sorted out"}),
        ]

    def test_refused(self, hosta, oscar):
        with pytest.raises(Refused, match="Say why"):
            suspend_partner(by=oscar, partner=hosta, reason=" ")
        with pytest.raises(Refused, match="not suspended"):
            resume_partner(by=oscar, partner=hosta, reason="x")
        suspend_partner(by=oscar, partner=hosta, reason="x")
        with pytest.raises(Refused, match="already"):
            suspend_partner(by=oscar, partner=hosta, reason="x")

    def test_who_may_not(self, client, hosta, fiona, ruth, finn):
        for act in (suspend_partner, resume_partner):
            with pytest.raises(PermissionDenied, match="roles"):
                act(by=fiona, partner=hosta, reason="x")
            for person in (ruth, finn):
                with pytest.raises(Http404):
                    act(by=person, partner=hosta, reason="x")

    def test_by_their_pages(self, client, hosta, ada):
        client.force_login(ada)
        assert client.post(reverse("suspend_partner", args=["hosta"]), {"reason": ""}).status_code == 422
        client.post(reverse("suspend_partner", args=["hosta"]), {"reason": "Insolvency"})
        page = client.get(reverse("staff_partner", args=["hosta"])).content.decode()
        assert "its people have no access" in page
        assert reverse("resume_partner", args=["hosta"]) in page
        assert reverse("suspend_partner", args=["hosta"]) not in page
        client.post(reverse("resume_partner", args=["hosta"]), {"reason": "Paid"})
        assert Partner.objects.get(code="hosta").suspended_at is None


class TestList:
    def test_search_filters_counts(self, client, hosta, rival, finn, vera, oscar):
        make_agreement(hosta)
        suspend_partner(by=oscar, partner=rival, reason="x")
        client.force_login(oscar)
        page = client.get(reverse("staff_partners"))
        counted = {row.record.code: row.record for row in page.context["table"].rows}
        assert (counted["hosta"].member_count, counted["hosta"].agreement_count) == (2, 1)
        assert (counted["rival"].member_count, counted["rival"].agreement_count) == (0, 0)
        for query, found in (
            ({"search": "host ltd"}, {"hosta"}),
            ({"state": "suspended"}, {"rival"}),
            ({"state": "active"}, {"hosta"}),
            ({"country": "DE"}, {"hosta", "rival"}),
            ({"country": "XX"}, {"hosta", "rival"}),
            ({"search": "nobody"}, set()),
        ):
            rows = client.get(reverse("staff_partners"), query).context["table"].rows
            assert {row.record.code for row in rows} == found, query

    def test_as_csv(self, client, hosta, oscar):
        client.force_login(oscar)
        answer = client.get(reverse("staff_partners"), {"format": "csv", "sort": "-member_count"})
        assert "Host A,hosta,Host A Ltd,DE,active,0,0," in answer.getvalue().decode()


class TestPage:
    def test_each_role_is_shown_what_it_may_do_and_why_not(self, client, hosta, oscar, fiona, ada):
        make_agreement(hosta)
        address = reverse("staff_partner", args=["hosta"])
        for person, sees, misses in (
            (
                oscar,
                ("staff_edit_organisation", "staff_edit_tax_profile", "suspend_partner"),
                ("view_as_partner",),
            ),
            (fiona, ("view_as_partner",), ("staff_edit_organisation", "suspend_partner")),
            (ada, ("suspend_partner",), ("staff_edit_organisation", "view_as_partner")),
        ):
            client.force_login(person)
            page = client.get(address).content.decode()
            for name in sees:
                assert reverse(name, args=["hosta"]) in page, f"{person}: {name}"
            for name in misses:
                assert reverse(name, args=["hosta"]) not in page, f"{person}: {name}"
            assert "This needs one of these roles" in page
            assert "AGR-" in page
        assert f"{reverse('audit_events')}?whose=hosta" in page

    def test_statements_are_listed_for_those_who_may_read_them(self, client, hosta, oscar, fiona):
        for person, shown in ((fiona, True), (oscar, False)):
            client.force_login(person)
            page = client.get(reverse("staff_partner", args=["hosta"])).content.decode()
            assert ("All its statements" in page) is shown

    def test_unknown_ones_are_no_page(self, client, oscar):
        client.force_login(oscar)
        assert client.get(reverse("staff_partner", args=["nobody"])).status_code == 404
