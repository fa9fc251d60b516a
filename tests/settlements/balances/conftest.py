import pytest

from tests.factories.agreements import make_agreement


@pytest.fixture
def hosted(hosta):
    """The licensor collects and pays Host A."""
    return make_agreement(hosta)


@pytest.fixture
def remitted(hosta):
    """Host A collects and owes the licensor."""
    return make_agreement(hosta, collected_by="partner")
