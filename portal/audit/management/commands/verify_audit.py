"""`manage.py verify_audit [--remembered FILE]`: recompute every chain; exit 1 and name what was changed."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.compare_heads import compare_heads
from portal.audit.verify_chain import Finding, verify_chains


class Command(BaseCommand):
    help = "Recompute the audit trail. Keep what it prints elsewhere and give it back as --remembered."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remembered",
            metavar="FILE",
            help="what it printed earlier: have the chains kept all that since?",
        )

    def handle(self, *, remembered: str | None, **options) -> None:
        chains = events = broken = 0
        for chain in verify_chains():
            chains, events = chains + 1, events + chain.length
            broken += sum(self._say(finding) for finding in chain.findings)
            self.stdout.write(f"{chain.name}: {chain.length} events, digest of the last {chain.digest}")
        if remembered:
            broken += sum(self._say(each) for each in compare_heads(remembered=self._text(remembered)))
        if broken:
            self.stdout.write(self.style.ERROR(f"{broken} places in {chains} chains do not agree."))
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS(f"{events} events in {chains} chains agree."))

    def _say(self, finding: Finding) -> int:
        self.stdout.write(self.style.ERROR(str(finding)))
        return 1

    def _text(self, path: str) -> str:
        try:
            return Path(path).read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read: {error}") from error
