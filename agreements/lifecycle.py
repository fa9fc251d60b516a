"""What an agreement and a version of its terms may become."""

from agreements.models import Agreement, Version
from portal.lifecycle import Lifecycle

AGREEMENT = Lifecycle(
    transitions={
        Agreement.State.DRAFT: {Agreement.State.ACTIVE},
        Agreement.State.ACTIVE: {Agreement.State.ENDED},
        Agreement.State.ENDED: set(),
    }
)
VERSION = Lifecycle(
    transitions={
        # straight into force until proposing and accepting have their acts
        Version.State.DRAFT: {Version.State.PROPOSED, Version.State.IN_FORCE},
        Version.State.PROPOSED: {Version.State.DRAFT, Version.State.APPROVED, Version.State.SET_ASIDE},
        Version.State.APPROVED: {Version.State.IN_FORCE, Version.State.SET_ASIDE},
        Version.State.IN_FORCE: set(),
        Version.State.SET_ASIDE: set(),
    }
)
