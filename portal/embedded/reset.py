"""`python -m portal.embedded.reset`: start over. Needs nothing but Python."""

import sys

from portal.embedded import paths
from portal.embedded.state import remove
from portal.embedded.trouble import Trouble


def main() -> int:
    state = paths.state_folder()
    try:
        removed = remove(state)
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    sys.stdout.write(f"Removed {state}\n" if removed else f"Nothing to remove: there is no {state}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
