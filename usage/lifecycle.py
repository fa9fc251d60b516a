"""What a period and a report may become."""

from portal.lifecycle import Lifecycle

PERIOD = Lifecycle(transitions={"open": {"closed"}, "closed": {"open", "settled"}, "settled": set()})

REPORT = Lifecycle(
    transitions={
        "waiting": {"checking", "replaced", "withdrawn", "refused"},
        "checking": {"waiting", "checked", "refused", "replaced", "withdrawn"},
        "checked": {"waiting", "submitted", "late", "replaced", "withdrawn"},
        "late": {"submitted", "replaced", "withdrawn"},
        "submitted": {"replaced", "withdrawn"},
        "refused": {"waiting"},
        "replaced": set(),
        "withdrawn": set(),
    }
)
