"""Name, address and contacts: who changes them, what is recorded, who sees it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from portal.accounts.models import Partner
from portal.accounts.roles import PartnerRole
from portal.audit.models import AuditEvent
from portal.partners.add_contact import MOST, add_contact
from portal.partners.edit_contact import edit_contact
from portal.partners.edit_organisation import edit_organisation
from portal.partners.models import Contact
from portal.partners.remove_contact import remove_contact
from portal.partners.require_second_factor import require_second_factor
from portal.refused import Refused
from tests.factories.accounts import make_member
from tests.factories.organisations import make_contact
from tests.scenes import scene

pytestmark = pytest.mark.django_db
ADDRESS = {
    "legal_name": "Host A GmbH",
    "street": "Alte Allee 1",
    "postal_code": "53111",
    "town": "Bonn",
    "region": "NRW",
    "country": "DE",
    "language": "en",
}


@scene
def petra(hosta):
    """Host A's administrator."""
    return make_member("petra@hosta.example", "Petra Admin", hosta, PartnerRole.ADMIN)


class TestAddress:
    @pytest.mark.parametrize("person", ["petra", "finn", "oscar"])
    def test_edited_and_recorded(self, request, hosta, person):
        by = request.getfixturevalue(person)
        edit_organisation(by=by, partner=hosta, **ADDRESS)
        hosta.refresh_from_db()
        assert {name: getattr(hosta, name) for name in ADDRESS} == ADDRESS
        event = AuditEvent.objects.get(event="organisation.edited")
        assert (event.partner, event.actor) == (hosta, by)
        assert event.details["changed"]["town"] == {"from": "Berlin", "to": "Bonn"}
        assert "country" not in event.details["changed"]
        edit_organisation(by=by, partner=hosta, **ADDRESS)
        assert AuditEvent.objects.count() == 1

    def test_the_name_in_lists_is_staffs_to_change(self, hosta, rival, petra, oscar):
        assert edit_organisation(by=petra, partner=hosta, name="Other", **ADDRESS).name == "Host A"
        assert edit_organisation(by=oscar, partner=hosta, name="Other", **ADDRESS).name == "Other"
        with pytest.raises(Refused) as refusal:
            edit_organisation(by=oscar, partner=hosta, name="ＲＩＶＡＬ cloud", **ADDRESS)
        assert refusal.value.code == "name_taken"
        with pytest.raises(Refused) as refusal:
            edit_organisation(by=oscar, partner=hosta, name="Rival\u200d Cl\ufe0foud", **ADDRESS)
        assert refusal.value.code == "name_taken"

    @pytest.mark.parametrize(
        "change, code",
        [
            ({"town": " "}, "incomplete"),
            ({"legal_name": ""}, "incomplete"),
            ({"country": "XX"}, "bad_country"),
            ({"language": "tlh"}, "bad_language"),
            ({"legal_name": "Host\u202eA"}, "unseen_character"),
            ({"street": "Alte\u200bAllee"}, "unseen_character"),
            ({"legal_name": "Host\u061cA"}, "unseen_character"),
            ({"legal_name": "Host\u00adA"}, "unseen_character"),
            ({"legal_name": "Host A\u3164"}, "unseen_character"),
        ],
    )
    def test_refused(self, hosta, petra, change, code):
        with pytest.raises(Refused) as refusal:
            edit_organisation(by=petra, partner=hosta, **{**ADDRESS, **change})
        assert refusal.value.code == code

    def test_joiners_of_other_scripts_stay(self, hosta, petra):
        name = "क्‍ष होस्टिंग"
        assert (
            edit_organisation(by=petra, partner=hosta, **{**ADDRESS, "legal_name": name}).legal_name == name
        )

    def test_who_may_not(self, hosta, vera, uma, carla, ruth):
        for person in (vera, uma, carla):
            with pytest.raises(PermissionDenied, match="roles"):
                edit_organisation(by=person, partner=hosta, **ADDRESS)
        with pytest.raises(Http404):
            edit_organisation(by=ruth, partner=hosta, **ADDRESS)

    def test_on_the_page(self, client, petra, vera):
        client.force_login(petra)
        assert client.post(reverse("edit_organisation"), ADDRESS).status_code == 302
        page = client.get(reverse("organisation")).content.decode()
        assert all(text in page for text in ("Host A GmbH", "Alte Allee 1", "53111 Bonn", "NRW", "Germany"))
        refused = client.post(reverse("edit_organisation"), {**ADDRESS, "town": ""})
        assert refused.status_code == 422
        client.force_login(vera)
        page = client.get(reverse("organisation")).content.decode()
        assert "You may read this but not change it." in page
        assert reverse("edit_organisation") not in page


class TestContacts:
    def test_added_edited_removed_each_on_record(self, hosta, petra):
        contact = make_contact(hosta, petra, phone="+49 30 1")
        given = {"topic": "privacy", "name": "Cora Contact", "email": "Privacy@HostA.example", "phone": ""}
        edit_contact(by=petra, contact=contact, **given)
        remove_contact(by=petra, contact=contact)
        remove_contact(by=petra, contact=contact)
        events = AuditEvent.objects.order_by("position").values_list("event", "details")
        assert [event for event, _details in events] == ["contact.added", "contact.edited", "contact.removed"]
        assert events[1][1]["changed"]["email"] == {
            "from": "cora@hosta.example",
            "to": "privacy@hosta.example",
        }
        assert events[1][1]["changed"]["phone"] == {"from": "+49 30 1", "to": None}
        assert events[2][1]["was"]["name"] == "Cora Contact"
        assert not Contact.objects.exists()

    def test_the_licensors_are_named_by_operations(self, client, hosta, petra, oscar, vera):
        with pytest.raises(PermissionDenied, match="Operations"):
            make_contact(hosta, petra, "licensor")
        ours = make_contact(hosta, oscar, "licensor", name="Olga Ours", email="olga@licensor.example")
        client.force_login(petra)
        assert client.get(reverse("edit_contact", args=[ours.pk])).status_code == 403
        assert client.post(reverse("remove_contact", args=[ours.pk])).status_code == 403
        client.force_login(vera)
        assert "Olga Ours" in client.get(reverse("organisation")).content.decode()

    def test_staff_and_partner_by_their_pages(self, client, hosta, petra, oscar):
        given = {"topic": "disputes", "name": "Dora", "email": "dora@hosta.example"}
        client.force_login(petra)
        assert client.post(reverse("add_contact"), {**given, "side": "licensor"}).status_code == 302
        assert Contact.objects.get().side == "partner"
        client.force_login(oscar)
        address = reverse("staff_add_contact", args=["hosta"])
        assert client.post(address, given).status_code == 422
        assert client.post(address, {**given, "side": "licensor"}).status_code == 302
        pair = [each.pk for each in Contact.objects.order_by("pk")]
        assert client.post(reverse("staff_remove_contact", args=["hosta", pair[1]])).status_code == 302
        assert [each.pk for each in Contact.objects.all()] == pair[:1]

    def test_another_organisations_contact_is_no_page(self, client, hosta, rival, petra, oscar, ruth):
        contact = make_contact(hosta, petra)
        client.force_login(ruth)
        assert client.get(reverse("edit_contact", args=[contact.pk])).status_code == 404
        client.force_login(oscar)
        assert client.get(reverse("staff_edit_contact", args=["rival", contact.pk])).status_code == 404

    @pytest.mark.parametrize(
        "change", [{"topic": "weather"}, {"name": " "}, {"email": "nobody"}, {"side": "ours"}]
    )
    def test_refused(self, hosta, petra, change):
        given = {"side": "partner", "topic": "finance", "name": "Cora", "email": "cora@hosta.example"}
        with pytest.raises(Refused) as refusal:
            add_contact(by=petra, partner=hosta, **{**given, **change})
        assert refusal.value.code == "bad_contact"

    def test_not_more_than_can_be_read(self, hosta, petra):
        for number in range(MOST):
            make_contact(hosta, petra, name=f"Cora {number}")
        with pytest.raises(Refused, match="20 contacts"):
            make_contact(hosta, petra)


class TestSecondFactor:
    @pytest.mark.parametrize("person", ["petra", "oscar", "ada"])
    def test_required_and_lifted_on_record(self, request, hosta, person):
        by = request.getfixturevalue(person)
        for required in (True, True, False):
            require_second_factor(by=by, partner=hosta, required=required)
            assert Partner.objects.get(pk=hosta.pk).requires_second_factor is required
        assert [event.details for event in AuditEvent.objects.order_by("position")] == [
            {"required": True},
            {"required": False},
        ]

    def test_who_may_not(self, hosta, finn, fiona, ruth):
        for person in (finn, fiona):
            with pytest.raises(PermissionDenied, match="roles"):
                require_second_factor(by=person, partner=hosta, required=True)
        with pytest.raises(Http404):
            require_second_factor(by=ruth, partner=hosta, required=True)
