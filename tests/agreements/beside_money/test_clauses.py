"""Clauses of a draft: written, numbered, copied, approved with the rest, shown with an anchor each."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from agreements.access import versions_with_rules
from agreements.clauses import clauses_document
from agreements.clauses.add_standard_clauses import add_standard_clauses
from agreements.clauses.edit_clause import edit_clause
from agreements.clauses.missing_kinds import missing_kinds
from agreements.clauses.numbers import free_number
from agreements.discard_version import discard_version
from agreements.draft_version import draft_version
from agreements.fingerprint_of import fingerprint_of
from agreements.models import Clause, Version
from portal.audit.models import AuditEvent
from settlements.engine.faults import InvalidInput
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms, share
from tests.factories.beside_money import clauses, make_obliged, saying
from tests.scenes import scene

pytestmark = pytest.mark.django_db


@scene
def draft(hosta, carla) -> Version:
    version = make_draft_agreement(hosta, by=carla).versions.get()
    version.clauses.all().delete()  # it begins with the standard ones
    return version


@scene
def page(draft) -> str:
    return f"/staff/agreements/{draft.agreement.number}/versions/1/clauses/"


def typed(**given) -> dict:
    return {"number": "4.1", "kind": "other", "title": "Notice", "text": "In writing.", **given}


def numbers(version: Version) -> list[str]:
    return list(version.clauses.order_by("position").values_list("number", flat=True))


def test_the_missing_kinds_are_named_until_the_standard_clauses_are_there(client, carla, draft, page):
    client.force_login(carla)
    asked = client.get(page).content.decode()
    assert "Clauses are missing" in asked
    assert "Privacy and security" in asked
    assert client.post(page).status_code == 302
    assert "Clauses are missing" not in client.get(page).content.decode()
    assert missing_kinds(draft) == []
    assert numbers(draft) == ["5", "6", "7", "8", "9", "10", "11"]
    event = AuditEvent.objects.get(event="standard_clauses.added")
    assert event.details["clauses"] == numbers(draft)
    assert add_standard_clauses(version=draft, by=carla) == []


def test_clauses_stand_in_the_order_of_their_numbers(client, carla, draft, page):
    client.force_login(carla)
    for number in ("10", "4.10", "4.2", "4.a", "4"):
        assert client.post(f"{page}new/", typed(number=number)).status_code == 302
    assert numbers(draft) == ["4", "4.2", "4.10", "4.a", "10"]
    last = draft.clauses.get(number="10")
    client.post(f"{page}{last.pk}/", typed(number="1", text="Changed.\n\nTwice."))
    assert numbers(draft) == ["1", "4", "4.2", "4.10", "4.a"]
    client.post(f"{page}{last.pk}/remove/")
    assert numbers(draft) == ["4", "4.2", "4.10", "4.a"]
    assert AuditEvent.objects.filter(event="clause.edited").count() == 6
    assert AuditEvent.objects.filter(event="clause.removed").count() == 1


@pytest.mark.parametrize(
    "given, words",
    [
        ({"number": "4.2"}, "Another clause has this number"),
        ({"number": "four"}, "Number it with digits"),
        ({"number": "4..1"}, "Number it with digits"),
        ({"number": "1" * 30}, "at most 20 characters"),
        ({"kind": "tax"}, "valid choice"),
        ({"title": ""}, "required"),
        ({"text": "a" * 20_001}, "at most 20000"),
    ],
)
def test_what_is_wrong_with_a_clause_is_said(client, carla, draft, page, given, words):
    edit_clause(version=draft, by=carla, **typed(number="4.2"))
    client.force_login(carla)
    answer = client.post(f"{page}new/", typed(**given))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert numbers(draft) == ["4.2"]


def test_a_standard_text_is_what_the_form_begins_with(client, carla, page):
    client.force_login(carla)
    asked = client.get(f"{page}new/?kind=ethics").content.decode()
    assert "treats groups of people unequally" in asked
    assert client.get(f"{page}new/?kind=nothing").status_code == 200


def test_only_the_side_that_drafts_writes(draft, april, ruth):
    with pytest.raises(PermissionDenied):
        edit_clause(version=draft, by=april, **typed())
    draft.party = "partner"
    with pytest.raises(Http404):
        edit_clause(version=draft, by=ruth, **typed())
    assert numbers(draft) == []


def test_terms_in_force_keep_their_clauses(hosta, carla):
    version = make_obliged(hosta).versions.get()
    with pytest.raises(ValidationError):
        edit_clause(version=version, by=carla, **typed())
    assert "4.1" not in numbers(version)


def test_what_is_approved_is_what_the_clauses_said(hosta, carla, draft):
    def seen() -> str:
        return fingerprint_of(versions_with_rules(draft.agreement).get(pk=draft.pk))

    before = seen()
    clause = edit_clause(version=draft, by=carla, **typed())
    written = seen()
    edit_clause(version=draft, by=carla, row=clause, **typed(text="In writing, or not."))
    assert len({before, written, seen()}) == 3


def test_a_copy_says_the_same_and_goes_with_the_draft(hosta, carla):
    agreement = make_obliged(hosta)
    first = agreement.versions.get()
    second = draft_version(agreement=agreement, from_date=date(2026, 7, 1), by=carla, copy_of=first)
    assert clauses_document.document(second) == clauses_document.document(first) == clauses()
    discard_version(version=second, by=carla)
    assert Clause.objects.exclude(version=first).count() == 0


def test_the_partner_reads_them_where_the_rule_points(client, finn, hosta):
    text = "First <script>alert(1)</script> paragraph.\n\nSecond."
    rules = (share("0.2", clause="9"), share("0.1", id="b", clause="4.7", market="DE"))

    def say(version: Version) -> None:
        saying()(version)
        version.clauses.filter(number="9").update(text=text)

    agreement = make_agreement(hosta, terms=[make_terms("2026-01-01", *rules)], say=say)
    client.force_login(finn)
    page = client.get(f"/agreements/{agreement.number}/").content.decode()
    assert 'id="clause-9"' in page
    assert '<a href="#clause-9">clause 9</a>' in page
    assert "#clause-4.7" not in page, "no such clause to go to"
    assert "<script>alert" not in page
    assert "<p>Second.</p>" in page


def test_as_a_document_and_back(draft):
    clauses_document.write(draft, list(reversed(clauses())))
    assert clauses_document.document(draft) == clauses()


@pytest.mark.parametrize(
    "given, path, code",
    [
        ("text", "clauses", "wrong_type"),
        ([1], "clauses[0]", "wrong_type"),
        ([typed(number="x")], "clauses[0].number", "bad_number"),
        ([typed(), typed()], "clauses[1].number", "repeated_id"),
        ([typed(kind="tax")], "clauses[0].kind", "unknown_value"),
        ([typed(title=1)], "clauses[0].title", "wrong_type"),
        ([typed(text="a\x00b")], "clauses[0].text", "bad_text"),
        ([typed(colour="red")], "clauses[0].colour", "unknown_member"),
        ([{"number": "1"}], "clauses[0].text", "missing_member"),
    ],
)
def test_faults_of_a_document_have_their_path(draft, given, path, code):
    with pytest.raises(InvalidInput) as refused:
        clauses_document.write(draft, given)
    assert (path, code) in [(fault.path, fault.code) for fault in refused.value.faults]
    assert numbers(draft) == []


def test_a_taken_number_gives_way():
    assert free_number("5", ["4", "6"]) == "5"
    assert free_number("5", ["5", "12.1"]) == "13"
