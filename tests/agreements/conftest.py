"""A draft to edit."""

import pytest

from agreements.models import Version
from tests.factories.agreements import make_draft_agreement


@pytest.fixture
def draft(hosta, carla) -> Version:
    """Carla's empty version 1."""
    return make_draft_agreement(hosta, by=carla).versions.get()


@pytest.fixture
def editor(draft):
    return f"/staff/agreements/{draft.agreement.number}/versions/1/"
