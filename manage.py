#!/usr/bin/env python
"""Django's command line, with the portal's settings."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings")
    from django.core.management import execute_from_command_line

    from portal.embedded.trouble import Trouble

    try:
        execute_from_command_line(sys.argv)
    except Trouble as trouble:
        sys.exit(str(trouble))


if __name__ == "__main__":
    main()
