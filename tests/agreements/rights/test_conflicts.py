"""A right that meets another agreement's is refused: staff see which, the partner that it is not free."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agreements.approve_version import approve_version
from agreements.draft_version import draft_version
from agreements.edit_version import edit_version
from agreements.fingerprint_of import fingerprint_of
from agreements.models import Version
from agreements.negotiation.accept_version import accept_version
from agreements.term.accept_renewal import accept_renewal
from agreements.term.approve_term_change import approve_term_change
from agreements.term.renew_agreement import renew_agreement
from tests.factories.agreements import (
    bring_into_force,
    make_agreement,
    make_terms,
    second_person,
    signatory,
)
from tests.factories.rights import make_exclusive, proposed_right, right
from tests.settlements.runs.test_at_once import at_once

JAPAN = right("japan", market="JP")


def approve(version: Version) -> Version:
    return approve_version(version=version, by=second_person())


def accept(version: Version) -> Version:
    return accept_version(version=version, by=signatory(version.partner))


def approved_before_rights_were_checked(version: Version) -> Version:
    Version.objects.filter(pk=version.pk).update(
        state="approved", approved_by=second_person(), approved_at=version.prepared_at
    )
    return version


@pytest.mark.django_db
class TestApproval:
    def test_staff_are_told_which_agreement_is_in_the_way(self, hosta, rival):
        theirs = make_exclusive(rival, right("search-jp", market="JP", application="search"))
        with pytest.raises(ValidationError) as refused:
            approve(proposed_right(hosta, JAPAN))
        [sentence] = refused.value.messages
        assert theirs.number in sentence
        assert "right search-jp of Rival Cloud" in sentence

    @pytest.mark.parametrize(
        "other",
        [
            right("germany", market="DE"),
            right("later", "2027-01-01", market="JP"),
            right("earlier", "2026-01-01", to="2026-03-01", market="JP"),
        ],
    )
    def test_another_scope_or_other_days_are_free(self, hosta, rival, other):
        make_exclusive(rival, other)
        version = proposed_right(hosta, right("jp", "2026-06-01", to="2026-12-01", market="JP"))
        assert accept(approve(version)).state == "in_force"

    def test_what_is_approved_already_binds_the_licensor(self, hosta, rival):
        approve(proposed_right(rival, JAPAN))
        with pytest.raises(ValidationError, match="Rival Cloud"):
            approve(proposed_right(hosta, JAPAN))

    def test_an_amendment_keeps_its_own_right(self, hosta, carla):
        agreement = make_exclusive(hosta, JAPAN)
        copy = draft_version(
            agreement=agreement, from_date=date(2026, 6, 1), by=carla, copy_of=agreement.versions.get()
        )
        assert bring_into_force(copy).state == "in_force"

    def test_a_right_ends_with_its_version_and_its_agreement(self, hosta, rival, carla):
        ended = make_exclusive(rival, JAPAN, ends="2026-04-01")
        given_up = make_exclusive(rival, right("de", market="DE"))
        without = draft_version(agreement=given_up, from_date=date(2026, 4, 1), by=carla)
        edit_version(
            version=without,
            terms={"from": "2026-04-01", "base": "net_revenue", "rate_rules": make_terms()["rate_rules"]},
            by=carla,
        )
        bring_into_force(without)
        assert ended.ends_date == date(2026, 4, 1)
        both = (right("jp", "2026-04-01", market="JP"), right("de", "2026-04-01", market="DE"))
        assert approve(proposed_right(hosta, *both)).state == "approved"

    def test_what_the_licensor_holds_keeps_nobody_out(self, hosta, rival, carla):
        promised = make_agreement(rival)
        draft = draft_version(agreement=promised, from_date=date(2026, 2, 1), by=carla)
        terms = make_terms("2026-02-01", exclusivity=[right("x", "2026-02-01", market="JP")])
        terms.pop("version")
        edit_version(version=draft, terms=terms, by=carla, holders=["licensor"])
        bring_into_force(draft)
        assert approve(proposed_right(hosta, JAPAN)).state == "approved"


@pytest.mark.django_db
class TestAcceptance:
    def test_a_partner_learns_only_that_it_is_not_available(self, client, hosta, rival, finn):
        make_exclusive(rival, right("everything"))
        version = approved_before_rights_were_checked(proposed_right(hosta, JAPAN))
        with pytest.raises(ValidationError) as refused:
            accept(version)
        assert refused.value.messages == [
            "Exclusive right japan is not available in this scope on these days."
        ]
        client.force_login(finn)
        url = f"/agreements/{version.agreement.number}/versions/{version.number}/accept/"
        page = client.post(url, {"fingerprint": fingerprint_of(version)}).content.decode()
        assert "Rival" not in page

    def test_the_page_of_the_version_tells_staff_before(self, client, hosta, rival, carla):
        theirs = make_exclusive(rival, JAPAN)
        version = proposed_right(hosta, JAPAN)
        client.force_login(carla)
        page = client.get(f"/staff/agreements/{version.agreement.number}/versions/{version.number}/read/")
        assert theirs.number in page.content.decode()


@pytest.mark.django_db
class TestRenewal:
    def test_a_right_does_not_come_back_by_a_later_end(self, hosta, rival, carla, april):
        agreement = make_exclusive(hosta, JAPAN, ends="2026-07-01")
        make_exclusive(rival, right("jp", "2026-07-01", market="JP"))
        change = renew_agreement(agreement=agreement, last_day=date(2026, 12, 31), by=carla)
        with pytest.raises(ValidationError, match="Rival Cloud"):
            approve_term_change(change=change, by=april)

    def test_nor_where_it_was_given_away_after_approval(self, hosta, rival, carla, april, finn):
        agreement = make_exclusive(hosta, JAPAN, ends="2026-07-01")
        change = renew_agreement(agreement=agreement, last_day=date(2026, 12, 31), by=carla)
        approve_term_change(change=change, by=april)
        make_exclusive(rival, right("jp", "2026-07-01", market="JP"))
        with pytest.raises(ValidationError, match="not available"):
            accept_renewal(change=change, by=finn)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_two_approvals_of_one_scope_exactly_one_wins(self, hosta, rival):
        versions = [proposed_right(hosta, JAPAN), proposed_right(rival, right("all"))]
        approver = second_person()
        acts = [lambda each=each: approve_version(version=each, by=approver) for each in versions]
        refused = [each for each in at_once(acts) if isinstance(each, ValidationError)]
        assert len(refused) == 1
        assert [each.state for each in Version.objects.order_by("state")] == ["approved", "proposed"]

    def test_of_two_signatures_exactly_one_wins(self, hosta, rival):
        """Rows of the time before rights were checked: both approved."""
        versions = [
            approved_before_rights_were_checked(proposed_right(partner, JAPAN)) for partner in (hosta, rival)
        ]
        people = [signatory(each.partner) for each in versions]
        acts = [
            lambda each=each, by=by: accept_version(version=each, by=by)
            for each, by in zip(versions, people, strict=True)
        ]
        outcomes = at_once(acts)
        refused = [each for each in outcomes if isinstance(each, ValidationError)]
        assert len(refused) == 1, outcomes
        assert Version.objects.filter(state="in_force").count() == 1
