"""Deployments inside exclusive scopes: what is refused to whom, and two at once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agreements.approve_version import approve_version
from agreements.deployments.approve_deployment import approve_deployment
from agreements.deployments.end_deployment import end_deployment
from agreements.models import Agreement
from portal.refused import Refused
from tests.factories.agreements import make_agreement, second_person
from tests.factories.rights import keeper, make_deployment, make_exclusive, proposed_right, right
from tests.scenes import scene
from tests.settlements.runs.test_at_once import at_once

NOVEMBER = date(2026, 11, 1)


@scene
def agreement(hosta) -> Agreement:
    return make_agreement(hosta)


@pytest.mark.django_db
class TestExclusive:
    def test_inside_anothers_right_the_partner_reads_only_that_it_is_not_available(self, agreement, rival):
        make_exclusive(rival, right("de", market="DE"))
        with pytest.raises(Refused) as refused:
            make_deployment(agreement)
        assert refused.value.sentence == "This scope is not available on these days."

    def test_staff_read_whose_right_came_between(self, agreement, rival, carla):
        row = make_deployment(agreement, approve=False)
        theirs = make_exclusive(rival, right("de", market="DE"))
        with pytest.raises(Refused) as refused:
            approve_deployment(deployment=row, by=carla)
        assert theirs.number in refused.value.sentence
        row.refresh_from_db()
        assert row.state == "proposed"

    def test_a_right_over_a_live_deployment_is_refused(self, agreement, rival):
        make_deployment(agreement)
        with pytest.raises(ValidationError, match="deployment eu-1 of Host A"):
            approve_version(version=proposed_right(rival, right("de", market="DE")), by=second_person())

    def test_what_ended_before_is_free(self, agreement, rival, carla):
        end_deployment(deployment=make_deployment(agreement), by=carla, to_date=NOVEMBER)
        later = proposed_right(rival, right("de", "2026-11-01", market="DE"))
        assert approve_version(version=later, by=second_person()).state == "approved"


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_a_right_and_a_deployment_in_one_scope_exactly_one_wins(self, agreement, rival, carla):
        row = make_deployment(agreement, approve=False)
        version, approver = proposed_right(rival, right("de", market="DE")), second_person()
        outcomes = at_once(
            [
                lambda: approve_deployment(deployment=row, by=carla),
                lambda: approve_version(version=version, by=approver),
            ]
        )
        refused = [each for each in outcomes if isinstance(each, (Refused, ValidationError))]
        assert len(refused) == 1, outcomes

    def test_one_code_is_entered_once(self, hosta):
        agreements = [make_agreement(hosta), make_agreement(hosta)]
        acts = [lambda each=each: make_deployment(each, approve=False) for each in agreements]
        keeper(hosta)
        refused = [each.code for each in at_once(acts) if isinstance(each, Refused)]
        assert refused == ["code_taken"]
