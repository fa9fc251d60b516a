"""What is settled keeps its terms, unless a draft says that it may begin before."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agreements import settled_until
from agreements.approve_version import approve_version
from agreements.import_terms import import_terms
from agreements.negotiation.propose_version import propose_version
from tests.factories.agreements import make_draft_agreement, make_terms

pytestmark = pytest.mark.django_db


def test_settled_days_keep_their_terms(hosta, carla, monkeypatch):
    monkeypatch.setattr(settled_until, "_questions", [])
    settled_until.ask_also(lambda agreement: date(2026, 8, 1))
    agreement = make_draft_agreement(hosta)
    draft = import_terms(agreement=agreement, document=[make_terms()], by=carla)[0]
    with pytest.raises(ValidationError, match="Everything before 2026-08-01 is settled"):
        propose_version(version=draft, by=carla)


def test_settled_since_it_was_proposed(hosta, carla, april, monkeypatch):
    agreement = make_draft_agreement(hosta)
    draft = import_terms(agreement=agreement, document=[make_terms()], by=carla)[0]
    draft = propose_version(version=draft, by=carla)
    monkeypatch.setattr(settled_until, "_questions", [lambda agreement: date(2026, 8, 1)])
    with pytest.raises(ValidationError, match="Everything before 2026-08-01 is settled"):
        approve_version(version=draft, by=april)
