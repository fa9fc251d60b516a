"""What an agreement and a version of its terms may become."""

from agreements.models import Agreement, Version
from portal.lifecycle import Lifecycle

AGREEMENT = Lifecycle(
    transitions={
        Agreement.State.DRAFT: {Agreement.State.ACTIVE},
        Agreement.State.ACTIVE: {Agreement.State.TERMINATED, Agreement.State.EXPIRED},
        Agreement.State.TERMINATED: set(),
        Agreement.State.EXPIRED: set(),
    }
)
VERSION = Lifecycle(
    transitions={
        # set aside only where it was proposed before; other drafts are discarded
        Version.State.DRAFT: {Version.State.PROPOSED, Version.State.SET_ASIDE},
        Version.State.PROPOSED: {Version.State.DRAFT, Version.State.APPROVED, Version.State.SET_ASIDE},
        Version.State.APPROVED: {Version.State.IN_FORCE, Version.State.SET_ASIDE},
        Version.State.IN_FORCE: set(),
        Version.State.SET_ASIDE: set(),
    }
)
OVER = (Agreement.State.TERMINATED, Agreement.State.EXPIRED)
