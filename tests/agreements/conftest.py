"""A draft to edit."""

from agreements.models import Version
from tests.factories.agreements import make_draft_agreement
from tests.scenes import scene


@scene
def draft(hosta, carla) -> Version:
    """Carla's empty version 1."""
    return make_draft_agreement(hosta, by=carla).versions.get()


@scene
def editor(draft):
    return f"/staff/agreements/{draft.agreement.number}/versions/1/"
