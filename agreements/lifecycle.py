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
    transitions={Version.State.DRAFT: {Version.State.IN_FORCE}, Version.State.IN_FORCE: set()}
)
