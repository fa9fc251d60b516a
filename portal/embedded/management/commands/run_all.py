"""`manage.py run_all`: the whole portal in one terminal."""

import os
from contextlib import suppress

from django.core.management.base import BaseCommand, CommandError

from portal.embedded.run_portal import run_portal
from portal.embedded.trouble import Trouble


class Command(BaseCommand):
    help = "Run web server, worker and beat, with a database and broker of our own unless some are named."
    requires_system_checks = []  # the database does not run yet

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="make sample partners and usage, or go on")
        parser.add_argument(
            "--host", default=os.environ.get("HOST", "127.0.0.1"), help="address to listen on"
        )

    def handle(self, *args, demo: bool, host: str, **options):
        try:
            run_portal(demo=demo, host=host, say=self.say)
        except Trouble as trouble:
            raise CommandError(str(trouble), returncode=1) from trouble

    def say(self, line: str) -> None:
        with suppress(OSError):  # a terminal that was closed
            self.stdout.write(line)
            self.stdout.flush()
