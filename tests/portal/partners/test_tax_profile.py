"""Where an organisation is taxed: numbers checked, a certificate with its last day, no outsider sees it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse

from portal.accounts.deputies import licensor_today
from portal.audit.models import AuditEvent
from portal.partners.countries import countries, is_country
from portal.partners.edit_tax_profile import edit_tax_profile
from portal.partners.models import TaxProfile
from portal.partners.tax_numbers import tax_id_of, vat_id_of
from portal.refused import Refused
from tests.factories.organisations import CERTIFICATE, PDF, certificate, make_tax_profile

TAX_IDS = [
    ("DE", "136 695 976", "136695976"),
    ("FR", "552 008 443", "552008443"),
    ("IN", "AAPPV8261K", "AAPPV8261K"),
    ("JP", "5-8356-7825-6246", "5835678256246"),
    ("ID", "01.312.166.0-091.000", "013121660091000"),
    ("US", "12-3456789", "123456789"),
    ("AE", " 100  123 ", "100 123"),
    ("LU", "1991 2405 123", "1991 2405 123"),
    ("DE", "", ""),
]
VAT_IDS = [
    ("DE", "DE 136.695.976", "DE136695976"),
    ("DE", "136695976", "DE136695976"),
    ("AT", "DE136695976", "DE136695976"),
    ("GR", "094259216", "EL094259216"),
    ("GB", "GB 980 7806 84", "980780684"),
    ("IN", "27AAPFU0939F1ZV", "27AAPFU0939F1ZV"),
    ("US", "as given", "as given"),
    ("DE", "", ""),
]


class TestNumbers:
    @pytest.mark.parametrize("country, given, kept", TAX_IDS)
    def test_a_tax_number_fits_its_country_or_is_kept_as_given(self, country, given, kept):
        assert tax_id_of(given, country) == kept

    @pytest.mark.parametrize("country, given, kept", VAT_IDS)
    def test_a_vat_number_fits_its_country_or_is_kept_as_given(self, country, given, kept):
        assert vat_id_of(given, country) == kept

    @pytest.mark.parametrize(
        "country, given, words",
        [
            ("DE", "136695977", "check digit"),
            ("IN", "AAPPV8261", "too short or too long for a number of India"),
            ("US", "ABCDEFGHI", "not built as numbers of United States"),
            ("DE", "1" * 41, "at most 40"),
            ("FR", "٥٥٢٠٠٨٤٤٣", "France"),
        ],
    )
    def test_a_slip_of_the_hand_is_said_to_be_one(self, country, given, words):
        with pytest.raises(Refused, match=words):
            tax_id_of(given, country)

    def test_a_wrong_vat_number_is_refused(self):
        with pytest.raises(Refused, match="check digit"):
            vat_id_of("DE136695977", "DE")
        with pytest.raises(Refused):
            vat_id_of("US136695976", "DE")

    def test_countries_are_those_of_iso(self):
        assert len(countries()) == 249
        assert is_country("TW")
        assert not any(is_country(code) for code in ("EU", "ZZ", "XK", "de", "", "840", "DEU"))


@pytest.mark.django_db
class TestAct:
    def test_numbers_and_certificate_are_kept_and_recorded(self, hosta, finn):
        profile = make_tax_profile(hosta, finn)
        assert (profile.residency, profile.vat_id) == ("DE", "DE136695976")
        assert profile.certificate.name == CERTIFICATE
        event = AuditEvent.objects.get(event="tax_profile.edited")
        assert (event.partner, event.actor, event.subject) == (hosta, finn, "hosta")
        assert event.details["changed"]["vat_id"] == {"from": None, "to": "DE136695976"}
        again = {"residency": "DE", "tax_id": "", "vat_id": "DE136695976"}
        edit_tax_profile(by=finn, partner=hosta, **again)
        assert AuditEvent.objects.filter(event="tax_profile.edited").count() == 1

    def test_the_value_before_is_recorded(self, hosta, finn, oscar):
        make_tax_profile(hosta, finn)
        edit_tax_profile(by=oscar, partner=hosta, residency="AT", tax_id="", vat_id="")
        changed = AuditEvent.objects.latest("pk").details["changed"]
        assert changed["residency"] == {"from": "DE", "to": "AT"}
        assert changed["vat_id"] == {"from": "DE136695976", "to": None}
        assert TaxProfile.objects.get().certificate is not None

    def test_taken_away(self, hosta, finn):
        make_tax_profile(hosta, finn)
        given = {"residency": "DE", "tax_id": "", "vat_id": ""}
        edit_tax_profile(by=finn, partner=hosta, remove_certificate=True, **given)
        profile = TaxProfile.objects.get()
        assert (profile.certificate, profile.certificate_expires_date) == (None, None)

    @pytest.mark.parametrize(
        "given, code",
        [
            ({"residency": "EU"}, "bad_country"),
            ({"tax_id": "12"}, "bad_tax_id"),
            ({"vat_id": "DE136695977"}, "bad_vat_id"),
            ({"tax_id": "1366\u202e95976"}, "unseen_character"),
            ({"certificate_expires_date": date(2999, 1, 1)}, "no_certificate"),
            ({"certificate": certificate(), "certificate_expires_date": None}, "no_expiry"),
            ({"certificate": certificate(), "certificate_expires_date": date(2020, 1, 1)}, "expired"),
            ({"certificate": certificate("x.exe"), "certificate_expires_date": date(2999, 1, 1)}, "bad_type"),
            (
                {"certificate": certificate(content=b"MZ"), "certificate_expires_date": date(2999, 1, 1)},
                "bad_type",
            ),
        ],
    )
    def test_refused(self, hosta, finn, given, code):
        with pytest.raises(Refused) as refusal:
            edit_tax_profile(
                by=finn, partner=hosta, **{"residency": "DE", "tax_id": "", "vat_id": "", **given}
            )
        assert refusal.value.code == code
        assert not TaxProfile.objects.exists()

    def test_a_new_day_needs_a_new_paper(self, hosta, finn):
        """Also where a file was lost on the way through the log-in."""
        make_tax_profile(hosta, finn, days=5)
        given = {"residency": "DE", "tax_id": "", "vat_id": ""}
        with pytest.raises(Refused, match="file too"):
            edit_tax_profile(by=finn, partner=hosta, certificate_expires_date=date(2999, 1, 1), **given)

    def test_who_may(self, hosta, vera, ruth, fiona, uma):
        given = {"residency": "DE", "tax_id": "", "vat_id": ""}
        for person, error in ((vera, PermissionDenied), (uma, PermissionDenied), (fiona, PermissionDenied)):
            with pytest.raises(error, match="roles"):
                edit_tax_profile(by=person, partner=hosta, **given)
        with pytest.raises(Http404):
            edit_tax_profile(by=ruth, partner=hosta, **given)


@pytest.mark.django_db
class TestPages:
    def test_told_and_downloaded_by_its_own_people(self, client, hosta, finn, vera):
        client.force_login(finn)
        assert 'enctype="multipart/form-data"' in client.get(reverse("edit_tax_profile")).content.decode()
        expires = (licensor_today() + timedelta(days=30)).isoformat()
        given = {
            "residency": "DE",
            "tax_id": "",
            "vat_id": "DE136695976",
            "certificate": SimpleUploadedFile(CERTIFICATE, PDF, "application/pdf"),
            "certificate_expires_date": expires,
        }
        assert client.post(reverse("edit_tax_profile"), given).status_code == 302
        client.force_login(vera)
        page = client.get(reverse("organisation")).content.decode()
        assert "DE136695976" in page
        assert "Fits the rules of Germany." in page
        assert "Ask for a new one in time." in page
        answer = client.get(reverse("tax_certificate"))
        assert answer.getvalue() == PDF
        assert "attachment" in answer["Content-Disposition"]
        assert not AuditEvent.objects.filter(event="certificate.viewed").exists()

    def test_a_wrong_number_stands_at_its_field(self, client, finn):
        client.force_login(finn)
        answer = client.post(reverse("edit_tax_profile"), {"residency": "DE", "vat_id": "DE136695977"})
        assert answer.status_code == 422
        assert "check digit" in str(answer.context["form"].errors["vat_id"])

    def test_staff_download_it_on_record_where_they_need_it(self, client, hosta, finn, adam, carla, vera):
        make_tax_profile(hosta, finn)
        client.force_login(adam)
        assert client.get(reverse("staff_tax_certificate", args=["hosta"])).getvalue() == PDF
        assert AuditEvent.objects.get(event="certificate.viewed").actor == adam
        client.force_login(carla)
        assert client.get(reverse("staff_tax_certificate", args=["hosta"])).status_code == 403
        page = client.get(reverse("staff_partner", args=["hosta"])).content.decode()
        assert "DE136695976" not in page
        assert "Tax numbers are shown to those who need them" in page
        client.force_login(vera)
        assert "Tax certificate downloaded" in client.get(reverse("looks")).content.decode()

    def test_an_outsider_finds_nothing(self, client, hosta, finn, ruth):
        make_tax_profile(hosta, finn)
        client.force_login(ruth)
        assert client.get(reverse("tax_certificate")).status_code == 404
        assert client.get(reverse("staff_tax_certificate", args=["hosta"])).status_code == 404
        assert "DE136695976" not in client.get(reverse("organisation")).content.decode()
