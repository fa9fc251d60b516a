from tests.factories.agreements import make_agreement
from tests.scenes import scene


@scene
def hosted(hosta):
    """The licensor collects and pays Host A."""
    return make_agreement(hosta)


@scene
def remitted(hosta):
    """Host A collects and owes the licensor."""
    return make_agreement(hosta, collected_by="partner")
