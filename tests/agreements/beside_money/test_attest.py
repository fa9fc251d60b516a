"""Who may say that an obligation is met, who may let it pass, who names who answers for it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from agreements.models import Agreement, Obligation, ObligationDue
from agreements.obligations.name_owner import name_owner
from agreements.obligations.waive_obligation import waive_obligation
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.refused import Refused
from tests.factories.accounts import make_member
from tests.factories.beside_money import attest, due, make_obliged, obligation, paper
from tests.scenes import scene
from tests.settlements.runs.test_at_once import at_once


@scene
def alma(hosta) -> User:
    """Host A's administrator."""
    return make_member("alma@hosta.example", "Alma Admin", hosta, PartnerRole.ADMIN)


@scene
def agreement(hosta, uma, carla) -> Agreement:
    """Uma answers for Host A's evaluation, Carla for the licensor's; nobody for the third."""
    return make_obliged(
        hosta,
        obligation(owner=uma.email, evidence_needed=True),
        obligation("ours", party="licensor", owner=carla.email),
        obligation("nobodys"),
    )


def page(agreement: Agreement, code: str = "evaluation", act: str = "") -> str:
    return f"/agreements/{agreement.number}/obligations/{due(agreement, code).pk}/{act}"


@pytest.mark.django_db
class TestAttest:
    def test_its_owner_with_evidence_both_sides_can_open(self, client, agreement, uma, carla):
        client.force_login(uma)
        given = {"statement": "Two groups compared.", "file": paper()}
        assert client.post(page(agreement, act="attest/"), given).status_code == 302
        row = due(agreement)
        assert (row.state, row.attested_by, row.evidence.purpose) == ("attested", uma, "evidence")
        assert AuditEvent.objects.get(event="obligation.attested").details["sha256"] == row.evidence.sha256
        shown = client.get(page(agreement)).content.decode()
        assert "Two groups compared." in shown
        assert b"Groups compared" in client.get(page(agreement, act="evidence/")).getvalue()
        client.force_login(carla)
        assert b"Groups compared" in client.get(f"/staff{page(agreement, act='evidence/')}").getvalue()
        assert AuditEvent.objects.filter(event="evidence.viewed").count() == 1

    @pytest.mark.parametrize("who", ["finn", "vera", "alma", "carla", "oscar"])
    def test_nobody_else(self, client, agreement, who, request):
        person = request.getfixturevalue(who)
        client.force_login(person)
        prefix = "/staff" if person.is_of_staff else ""
        for method in (client.get, client.post):
            answer = method(f"{prefix}{page(agreement, act='attest/')}", {"statement": "Done."})
            assert answer.status_code == 403
            assert "Only Uma Upload, who answers for this obligation" in answer.content.decode()
        with pytest.raises(PermissionDenied):
            attest(due(agreement), person, file=paper())
        assert due(agreement).state == "open"

    def test_a_rival_finds_nothing(self, client, agreement, ruth):
        client.force_login(ruth)
        assert client.post(page(agreement, act="attest/")).status_code == 404
        with pytest.raises(Http404):
            attest(due(agreement), ruth)

    def test_evidence_and_a_statement_are_asked_for(self, client, agreement, uma):
        client.force_login(uma)
        answer = client.post(page(agreement, act="attest/"), {"statement": "Done."})
        assert (answer.status_code, "required" in answer.content.decode()) == (422, True)
        with pytest.raises(Refused, match="evidence"):
            attest(due(agreement), uma)
        with pytest.raises(Refused):
            attest(due(agreement), uma, statement="  ", file=paper())

    def test_once(self, agreement, uma):
        attest(due(agreement), uma, file=paper())
        with pytest.raises(Refused, match="no longer open"):
            attest(due(agreement), uma, file=paper())

    def test_where_nobody_answers_the_page_says_so(self, client, agreement, uma):
        client.force_login(uma)
        assert client.get(page(agreement, "nobodys", "attest/")).status_code == 403
        assert (
            "Nobody answers for this obligation yet"
            in client.get(page(agreement, "nobodys")).content.decode()
        )


@pytest.mark.django_db
class TestOwner:
    def name(self, client, agreement, owner, code="evaluation", prefix=""):
        url = f"{prefix}/agreements/{agreement.number}/obligations/{code}/owner/"
        return client.post(url, {"owner": owner.pk})

    def test_the_partners_administrator_names_another(self, client, agreement, alma, finn, uma):
        client.force_login(alma)
        assert self.name(client, agreement, finn).status_code == 302
        with pytest.raises(PermissionDenied):
            attest(due(agreement), uma, file=paper())
        attest(due(agreement), finn, file=paper())
        mail = Mail.objects.get(kind="obligation_owner_named")
        assert (mail.to, f"/agreements/{agreement.number}/obligations/" in mail.link) == (finn.email, True)
        shown = client.get(page(agreement)).content.decode()
        assert "Who was named to answer for it" in shown
        details = AuditEvent.objects.get(event="obligation_owner.named").details
        assert (details["owner"], details["before"]) == (finn.pk, uma.pk)

    def test_only_the_bound_party(self, client, agreement, alma, finn, carla, ruth, oscar):
        client.force_login(finn)
        assert self.name(client, agreement, finn).status_code == 403
        client.force_login(alma)
        assert self.name(client, agreement, ruth).status_code == 422, "not of the party"
        assert self.name(client, agreement, alma, "ours").status_code == 403
        client.force_login(carla)
        assert self.name(client, agreement, carla, prefix="/staff").status_code == 403
        assert self.name(client, agreement, oscar, "ours", "/staff").status_code == 302
        client.force_login(ruth)
        assert self.name(client, agreement, ruth).status_code == 404
        row = Obligation.objects.get(code="evaluation")
        with pytest.raises(Refused, match="active person"):
            name_owner(obligation=row, owner=ruth, by=alma)


@pytest.mark.django_db
class TestWaive:
    def test_contracts_with_a_reason(self, client, agreement, carla, uma, oscar):
        url = f"/staff{page(agreement, act='waive/')}"
        client.force_login(oscar)
        assert client.post(url, {"reason": "New model."}).status_code == 403
        client.force_login(carla)
        assert client.post(url, {"reason": " "}).status_code == 422
        assert client.post(url, {"reason": "The model was retired."}).status_code == 302
        row = due(agreement)
        assert (row.state, row.waived_by, row.reason) == ("waived", carla, "The model was retired.")
        assert Mail.objects.get(kind="obligation_waived").to == uma.email
        assert AuditEvent.objects.get(event="obligation.waived").details["reason"] == row.reason
        assert "The model was retired." in client.get(f"/staff{page(agreement)}").content.decode()

    def test_not_ones_own(self, agreement, carla):
        with pytest.raises(Refused, match="Somebody else"):
            waive_obligation(due=due(agreement, "ours"), by=carla, reason="Too busy.")


@pytest.mark.django_db(transaction=True)
def test_attested_and_waived_at_once(agreement, uma, carla):
    """One of the two, never both."""
    row = due(agreement)
    outcomes = at_once(
        [
            lambda: attest(row, uma, file=paper()),
            lambda: waive_obligation(due=row, by=carla, reason="Retired."),
        ]
    )
    assert [each.code for each in outcomes if isinstance(each, Refused)] == ["not_open"]
    row = ObligationDue.objects.get(pk=row.pk)
    assert (row.attested_by is None) != (row.waived_by is None)
