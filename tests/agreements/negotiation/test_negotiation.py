"""Two parties come to terms: proposed, commented on, answered, approved by a second person, accepted."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from agreements.access import agreements_of, partner_version, staff_version
from agreements.approve_version import approve_version
from agreements.discard_version import discard_version
from agreements.draft_version import draft_version
from agreements.edit_version import edit_version
from agreements.import_terms import import_terms
from agreements.models import Clause, Version
from agreements.negotiation.accept_version import accept_version
from agreements.negotiation.comment_on_version import comment_on_version
from agreements.negotiation.counter_version import counter_version
from agreements.negotiation.decline_version import decline_version
from agreements.negotiation.propose_version import propose_version
from agreements.negotiation.take_back_version import take_back_version
from agreements.terms_document import terms_document, version_document
from portal.accounts.roles import PartnerRole
from portal.notices.models import Mail
from settlements.engine.faults import InvalidInput
from tests.factories.accounts import make_member
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms, share
from tests.scenes import scene

JULY = date(2026, 7, 1)


@scene
def amendment(hosta, finn, carla) -> Version:
    """Carla's draft of version 2, from July on."""
    agreement = make_agreement(hosta)
    return draft_version(agreement=agreement, from_date=JULY, by=carla, copy_of=agreement.versions.get())


@scene
def proposal(amendment, carla) -> Version:
    return propose_version(version=amendment, by=carla)


def told(kind: str) -> set[str]:
    return set(Mail.objects.filter(kind=kind).values_list("to", flat=True))


def test_the_partner_sees_a_version_once_it_is_proposed(amendment, carla, finn):
    number = amendment.agreement.number
    with pytest.raises(Http404):
        partner_version(finn, number, 2)
    propose_version(version=amendment, by=carla)
    assert partner_version(finn, number, 2) == amendment
    assert told("version_proposed") == {"finn@hosta.example"}


def test_an_agreement_that_is_only_proposed_is_seen_by_its_partner(hosta, finn, ruth, carla):
    agreement = make_draft_agreement(hosta, by=carla)
    [version] = import_terms(agreement=agreement, document=[make_terms()], by=carla)
    assert list(agreements_of(finn, hosta)) == []
    propose_version(version=version, by=carla)
    assert list(agreements_of(finn, hosta)) == [agreement]
    with pytest.raises(Http404):
        partner_version(ruth, agreement.number, 1)


def test_a_missing_clause_keeps_a_version_from_being_proposed(amendment, carla):
    amendment.clauses.filter(kind=Clause.Kind.ETHICS).delete()
    with pytest.raises(ValidationError, match="Ethics: bias, fairness, accountability"):
        propose_version(version=amendment, by=carla)


def test_what_is_proposed_is_not_edited_until_it_is_taken_back(proposal, carla, finn):
    with pytest.raises(ValidationError, match="Take it back to change it"):
        edit_version(version=proposal, terms=make_terms("2026-07-01"), by=carla)
    with pytest.raises(Http404):
        take_back_version(version=proposal, by=finn)
    take_back_version(version=proposal, by=carla)
    edit_version(version=proposal, terms=make_terms("2026-07-01"), by=carla)


def test_a_draft_that_was_proposed_leaves_its_history(proposal, carla):
    draft = take_back_version(version=proposal, by=carla)
    discard_version(version=draft, by=carla)
    states = [each.to_state for each in Version.objects.get(pk=draft.pk).changes.all()]
    assert states == ["proposed", "draft", "set_aside"]


def test_an_import_does_not_touch_what_is_in_negotiation(proposal, carla):
    with pytest.raises(InvalidInput) as refusal:
        import_terms(agreement=proposal.agreement, document=[make_terms("2026-07-01", number=2)], by=carla)
    assert [fault.path for fault in refusal.value.faults] == ["terms[0].version"]


def test_both_sides_comment_on_clauses(proposal, finn, carla, uma):
    clause = proposal.clauses.first().number
    comment_on_version(version=proposal, by=finn, text=" Why? ", clause_number=clause)
    comment_on_version(version=proposal, by=carla, text="Because.", clause_number=clause)
    assert [(each.party, each.text) for each in proposal.comments.all()] == [
        ("partner", "Why?"),
        ("licensor", "Because."),
    ]
    assert {"carla@licensor.example", "finn@hosta.example"} <= told("version_commented")
    with pytest.raises(PermissionDenied):
        comment_on_version(version=proposal, by=uma, text="I too")
    with pytest.raises(ValidationError, match="no clause 99"):
        comment_on_version(version=proposal, by=finn, text="Hm", clause_number="99")


def test_an_answer_sets_aside_what_it_answers_once_it_is_proposed(proposal, finn, carla, april):
    answer = counter_version(version=proposal, by=finn)
    same = {name: version_document(answer)[name] for name in ("rate_rules", "from", "base")}
    assert same == {name: version_document(proposal)[name] for name in same}
    assert answer.clauses.count() == proposal.clauses.count()
    with pytest.raises(Http404):
        staff_version(carla, answer.agreement.number, answer.number)
    with pytest.raises(Http404):
        edit_version(version=answer, terms=make_terms("2026-07-01"), by=carla)
    edit_version(version=answer, terms=make_terms("2026-07-01", share("0.25")), by=finn)
    assert Version.objects.get(pk=proposal.pk).state == "proposed"
    propose_version(version=answer, by=finn)
    assert Version.objects.get(pk=proposal.pk).state == "set_aside"
    assert "Answered by version 3." in proposal.changes.last().reason
    with pytest.raises(PermissionDenied, match="Somebody else"):
        approve_version(version=answer, by=carla)  # she wrote what it answers
    approve_version(version=answer, by=april)
    accept_version(version=answer, by=finn)
    assert [each["version"] for each in terms_document(agreement=answer.agreement)] == [1, 3]


def test_one_answer_at_a_time_and_none_to_oneself(proposal, finn, carla):
    counter_version(version=proposal, by=finn)
    with pytest.raises(ValidationError, match="version 3"):
        counter_version(version=proposal, by=finn)
    with pytest.raises(ValidationError, match="Your own side"):
        counter_version(version=proposal, by=carla)


def test_the_licensor_answers_an_answer(proposal, finn, carla):
    answer = propose_version(version=counter_version(version=proposal, by=finn), by=finn)
    again = counter_version(version=answer, by=carla)
    assert (again.party, again.answers) == ("licensor", answer)


def test_only_a_signatory_accepts(proposal, april, hosta, uma, carla, ruth):
    approve_version(version=proposal, by=april)
    assert told("version_approved") == {"finn@hosta.example"}
    admin = make_member("ann@hosta.example", "Ann Admin", hosta, PartnerRole.ADMIN)
    refused = {uma: PermissionDenied, admin: PermissionDenied, carla: Http404, ruth: Http404}
    for person, refusal in refused.items():
        with pytest.raises(refusal):
            accept_version(version=proposal, by=person)


def test_what_was_not_looked_at_is_not_accepted(proposal, april, finn):
    approve_version(version=proposal, by=april)
    with pytest.raises(ValidationError, match="changed since you looked"):
        accept_version(version=proposal, by=finn, fingerprint="0" * 64)


@pytest.mark.parametrize("who", ["finn", "carla"])
def test_either_side_ends_the_talk_with_a_reason(proposal, request, who):
    person = request.getfixturevalue(who)
    with pytest.raises(ValidationError, match="Write a reason"):
        decline_version(version=proposal, by=person, reason=" ")
    decline_version(version=proposal, by=person, reason="Too low")
    assert proposal.changes.last().reason == "Too low"
    with pytest.raises(ValidationError, match="not proposed any more"):
        decline_version(version=proposal, by=person, reason="Again")
