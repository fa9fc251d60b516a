"""Obligations of a draft: begun from a text, written with faults beside the fields, carried over."""

from datetime import date

import pytest

from agreements.draft_version import draft_version
from agreements.models import Obligation, Version
from agreements.obligations import obligations_document
from agreements.obligations.kinds import TEMPLATES
from agreements.obligations.name_owner import name_owner
from portal.accounts.roles import PartnerRole
from portal.audit.models import AuditEvent
from settlements.engine.faults import InvalidInput
from tests.factories.accounts import make_member
from tests.factories.agreements import make_draft_agreement
from tests.factories.beside_money import make_obliged, obligation
from tests.scenes import scene

pytestmark = pytest.mark.django_db


@scene
def draft(hosta, carla) -> Version:
    version = make_draft_agreement(hosta, by=carla).versions.get()
    version.clauses.all().delete()  # it begins with the standard ones
    return version


@scene
def page(draft) -> str:
    return f"/staff/agreements/{draft.agreement.number}/versions/1/obligations/"


def typed(**given) -> dict:
    row = obligation(recurrence="yearly", application="search", owner="uma@hosta.example")
    return {**row, "first_due_date": row.pop("first_due"), **given}


def test_one_is_written_changed_and_removed(client, carla, uma, draft, page):
    client.force_login(carla)
    assert client.post(f"{page}new/", typed(evidence_needed="on")).status_code == 302
    row = Obligation.objects.get()
    assert (row.application.code, row.model, row.owner, row.evidence_needed) == ("search", None, uma, True)
    assert row.first_due_date == date(2026, 10, 15)
    client.post(f"{page}{row.pk}/", typed(title="Evaluate search", hours="48"))
    row.refresh_from_db()
    assert (row.title, row.hours, row.evidence_needed) == ("Evaluate search", 48, False)
    shown = client.get(page).content.decode()
    assert "Evaluate search" in shown
    client.post(f"{page}{row.pk}/remove/")
    assert not Obligation.objects.exists()
    events = AuditEvent.objects.filter(event__startswith="obligation.").order_by("position")
    assert [each.event.partition(".")[2] for each in events] == ["edited", "edited", "removed"]


@pytest.mark.parametrize(
    "given, words",
    [
        ({"code": "Not so"}, "lower-case letters"),
        ({"code": "taken"}, "Another obligation of this version has this id"),
        ({"owner": "ruth@rival.example"}, "valid choice"),
        ({"owner": "carla@licensor.example"}, "no active person of the party"),
        ({"first_due_date": "15.10.2026"}, "valid date"),
        ({"hours": "0"}, "greater than or equal to 1"),
        ({"recurrence": "weekly"}, "valid choice"),
        ({"text": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said(client, carla, uma, ruth, draft, page, given, words):
    obligations_document.write(draft, [obligation("taken")])
    client.force_login(carla)
    answer = client.post(f"{page}new/", typed(**given))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Obligation.objects.count() == 1


def test_every_text_to_start_from_can_be_saved_as_it_is(client, carla, draft, page):
    client.force_login(carla)
    for each in TEMPLATES:
        form = client.get(f"{page}new/?kind={each.kind}").context["form"]
        begun = {name: value for name, value in form.initial.items() if value not in (None, False)}
        answer = client.post(f"{page}new/", {**begun, "first_due_date": "2027-01-31"})
        assert answer.status_code == 302, (each.kind, answer.context["form"].errors)
    assert draft.obligations.count() == len(TEMPLATES)
    again = client.get(f"{page}new/?kind=evaluation").context["form"]
    assert again.initial["code"] == "fairness-evaluation-2"


def test_as_a_document_and_back(draft, uma, carla):
    rows = [
        obligation("a", owner=uma.email, hours=24, evidence_needed=True, model="llama-3.1-8b"),
        obligation("b", party="licensor", owner=carla.email, market="DE", grant="x1", clause="5"),
    ]
    obligations_document.write(draft, rows)
    again = obligations_document.document(draft)
    obligations_document.write(draft, again)
    assert obligations_document.document(draft) == again
    assert again[0]["model"] == "llama-3.1-8b"
    assert (again[1]["owner"], again[1]["application"], again[1]["grant"]) == (carla.email, "*", "x1")


@pytest.mark.parametrize(
    "given, path, code",
    [
        ({"code": "A b"}, "code", "bad_code"),
        ({"party": "both"}, "party", "unknown_value"),
        ({"owner": "ruth@rival.example"}, "owner", "unknown_person"),
        ({"first_due": "2026-02-30"}, "first_due", "bad_date"),
        ({"first_due": 20260101}, "first_due", "bad_date"),
        ({"hours": True}, "hours", "out_of_range"),
        ({"evidence_needed": "yes"}, "evidence_needed", "wrong_type"),
        ({"model": "no-such"}, "model", "unknown_model"),
        ({"market": []}, "market", "unknown_market"),
        ({"consequence": None}, "consequence", "unknown_value"),
    ],
)
def test_faults_of_a_document_have_their_path(draft, ruth, given, path, code):
    with pytest.raises(InvalidInput) as refused:
        obligations_document.write(draft, [obligation(**given)])
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [(f"obligations[0].{path}", code)]


def test_an_amendment_takes_over_who_answers_now(hosta, uma, carla):
    """Whoever the partner named since; nobody where that person left."""
    alma = make_member("alma@hosta.example", "Alma", hosta, PartnerRole.ADMIN)
    agreement = make_obliged(hosta, obligation(owner=uma.email), obligation("other", owner=uma.email))
    row = Obligation.objects.get(code="evaluation")
    name_owner(obligation=row, owner=alma, by=alma)
    uma.is_active = False
    uma.save()
    made = draft_version(
        agreement=agreement, from_date=date(2026, 7, 1), by=carla, copy_of=agreement.versions.get()
    )
    owners = {each.code: each.owner for each in made.obligations.all()}
    assert owners == {"evaluation": alma, "other": None}
