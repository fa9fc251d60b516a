"""Many act on one version at the same time: one of them does."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from agreements.approve_version import approve_version
from agreements.import_terms import import_terms
from agreements.models import Version
from agreements.negotiation.accept_version import accept_version
from agreements.negotiation.decline_version import decline_version
from agreements.negotiation.propose_version import propose_version
from portal.accounts.roles import PartnerRole, StaffRole
from tests.factories.accounts import make_member, make_staff
from tests.factories.agreements import make_draft_agreement, make_terms, preparer
from tests.scenes import scene


def at_once(acts) -> list:
    """What each act gave or was refused with, all begun at the same moment."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@scene
def proposal(hosta) -> Version:
    agreement = make_draft_agreement(hosta)
    [version] = import_terms(agreement=agreement, document=[make_terms()], by=preparer())
    return propose_version(version=version, by=preparer())


def won(outcomes: list) -> int:
    return sum(not isinstance(each, ValidationError) for each in outcomes)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_one_approves(self, proposal):
        people = [make_staff(f"a{n}@licensor.example", f"A {n}", StaffRole.APPROVER) for n in range(4)]
        assert won(at_once([lambda by=by: approve_version(version=proposal, by=by) for by in people])) == 1
        assert proposal.changes.filter(to_state="approved").count() == 1

    def test_one_accepts_or_declines(self, proposal, hosta, april, carla):
        approve_version(version=proposal, by=april)
        people = [
            make_member(f"s{n}@hosta.example", f"S {n}", hosta, PartnerRole.SIGNATORY) for n in range(3)
        ]
        acts = [lambda by=by: accept_version(version=proposal, by=by) for by in people]
        acts.append(lambda: decline_version(version=proposal, by=carla, reason="No"))
        assert won(at_once(acts)) == 1
        state = Version.objects.get(pk=proposal.pk).state
        assert [each.to_state for each in proposal.changes.all()] == ["proposed", "approved", state]
