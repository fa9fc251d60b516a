"""Registers: who enters, who confirms, and that rows end but stay."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

from agreements.models import Agreement, Derivative, Subprocessor
from agreements.registers.confirm_derivative import confirm_derivative
from agreements.registers.end_derivative import end_derivative
from agreements.registers.end_subprocessor import end_subprocessor
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.refused import Refused
from tests.factories.accounts import make_member
from tests.factories.beside_money import make_derivative, make_obliged, make_subprocessor
from tests.scenes import scene
from tests.settlements.runs.test_at_once import at_once


@scene
def alma(hosta) -> User:
    return make_member("alma@hosta.example", "Alma Admin", hosta, PartnerRole.ADMIN)


@scene
def agreement(hosta) -> Agreement:
    return make_obliged(hosta)


def page(agreement: Agreement, rest: str = "") -> str:
    return f"/agreements/{agreement.number}/registers/{rest}"


@pytest.mark.django_db
class TestDerivatives:
    def test_one_side_enters_the_other_confirms(self, client, agreement, alma, carla):
        client.force_login(alma)
        given = {"name": "llama-legal", "base_model": "llama-3.1-8b", "owner_party": "partner"}
        given |= {"licence": "Own", "permitted_use": "Law firms", "from_date": "2026-10-01"}
        assert client.post(page(agreement, "derivatives/new/"), given).status_code == 302
        row = Derivative.objects.get()
        assert (row.state, row.side, row.base_model.code) == ("proposed", "partner", "llama-3.1-8b")
        assert carla.email in Mail.objects.filter(kind="derivative_proposed").values_list("to", flat=True)
        assert client.post(page(agreement, f"derivatives/{row.pk}/confirm/")).status_code == 403
        client.force_login(carla)
        shown = client.get(f"/staff{page(agreement)}").content.decode()
        assert "llama-legal" in shown
        assert client.post(f"/staff{page(agreement, f'derivatives/{row.pk}/confirm/')}").status_code == 302
        row.refresh_from_db()
        assert (row.state, row.confirmed_by) == ("confirmed", carla)
        assert alma.email in Mail.objects.filter(kind="derivative_confirmed").values_list("to", flat=True)
        kinds = AuditEvent.objects.filter(event__startswith="derivative.").values_list("event", flat=True)
        assert set(kinds) == {"derivative.proposed", "derivative.confirmed"}

    def test_ends_by_its_own_side_and_stays(self, client, agreement, alma, carla, vera):
        row = make_derivative(agreement, carla)
        with pytest.raises(PermissionDenied):
            end_derivative(derivative=row, by=alma, to_date=date(2026, 11, 1))
        with pytest.raises(Refused, match="before it begins"):
            end_derivative(derivative=row, by=carla, to_date=date(2026, 9, 1))
        end_derivative(derivative=row, by=carla, to_date=date(2026, 11, 1))
        with pytest.raises(Refused, match="ended already"):
            end_derivative(derivative=row, by=carla, to_date=date(2026, 12, 1))
        with pytest.raises(Refused):
            confirm_derivative(derivative=row, by=alma)
        make_derivative(agreement, carla)
        client.force_login(vera)
        assert client.get(page(agreement)).content.decode().count("llama-legal-de") >= 2
        with pytest.raises(DatabaseError), transaction.atomic():
            Derivative.objects.all().delete()

    def test_a_name_stands_once(self, agreement, carla, alma):
        make_derivative(agreement, carla)
        with pytest.raises(Refused, match="already"):
            make_derivative(agreement, alma, name="LLAMA-legal-de")

    @pytest.mark.parametrize(
        "who, error", [("vera", PermissionDenied), ("ruth", Http404), ("april", PermissionDenied)]
    )
    def test_not_everybody(self, agreement, who, error, request):
        with pytest.raises(error):
            make_derivative(agreement, request.getfixturevalue(who))


@pytest.mark.django_db
class TestSubprocessors:
    def test_the_partner_keeps_the_list_and_the_licensor_sees_it(self, client, agreement, alma, carla, oscar):
        client.force_login(alma)
        given = {"name": "Rackhaus", "country": "DE", "purpose": "Hosting", "from_date": "2026-01-01"}
        url = page(agreement, "sub-processors/new/")
        assert client.post(url, given).status_code == 302
        assert client.post(url, given).status_code == 422, "on the list already"
        row = Subprocessor.objects.get()
        end_subprocessor(subprocessor=row, by=alma, to_date=date(2026, 6, 1))
        assert client.post(url, given).status_code == 302, "and once more, later on"
        client.force_login(carla)
        shown = client.get(f"/staff{page(agreement)}").content.decode()
        assert shown.count("<bdi>Rackhaus</bdi></th>") == 2
        assert f"/staff{url}" not in shown
        assert client.get(f"/staff{url}").status_code == 404
        mails = Mail.objects.filter(kind__startswith="subprocessor_", to=oscar.email)
        assert mails.count() == 3

    @pytest.mark.parametrize("who, error", [("finn", None), ("uma", PermissionDenied), ("carla", Http404)])
    def test_by_its_keepers_alone(self, agreement, who, error, request):
        person = request.getfixturevalue(who)
        if error is None:
            assert make_subprocessor(agreement, person).entered_by == person
        else:
            with pytest.raises(error):
                make_subprocessor(agreement, person)


@pytest.mark.django_db(transaction=True)
def test_two_confirm_and_one_ends(agreement, alma, finn, carla):
    row = make_derivative(agreement, carla)
    acts = [lambda by=by: confirm_derivative(derivative=row, by=by) for by in (alma, finn)]
    refused = [each.code for each in at_once(acts) if isinstance(each, Refused)]
    assert refused == ["not_open"]
