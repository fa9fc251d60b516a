import pytest

from agreements.models import Agreement
from tests.factories.agreements import make_agreement


@pytest.fixture
def agreement(hosta) -> Agreement:
    """Host A reports its own usage."""
    return make_agreement(hosta, reporter="partner")
