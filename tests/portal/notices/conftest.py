from agreements.models import Agreement
from tests.factories.agreements import make_agreement
from tests.scenes import scene


@scene
def agreement(hosta) -> Agreement:
    """Host A reports its own usage."""
    return make_agreement(hosta, reporter="partner")
