"""`manage.py import_ecb_rates FILE` or `--seed`: take in the ECB's reference rates."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.refused import Refused
from settlements.fx.import_ecb_rates import import_ecb_rates
from settlements.fx.seed import open_seed

FIRST_YEAR = 2024


class Command(BaseCommand):
    help = "Import the ECB's reference rates from eurofxref-hist.csv (plain, zip or gzip)."

    def add_arguments(self, parser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument(
            "file", nargs="?", type=Path, help="eurofxref-hist.csv or .zip, as the ECB publishes it"
        )
        source.add_argument("--seed", action="store_true", help="the history that comes with the portal")
        parser.add_argument(
            "--from-year",
            type=int,
            default=FIRST_YEAR,
            help=f"leave out earlier years (default {FIRST_YEAR})",
        )

    def handle(self, *, file: Path | None, seed: bool, from_year: int, **options) -> None:
        first = date(min(max(from_year, 1), 9999), 1, 1)
        try:
            with open_seed() if seed else file.open("rb") as content:
                outcome = import_ecb_rates(file=content, from_date=first)
        except OSError as fault:
            raise CommandError(f"The file cannot be opened: {fault}") from fault
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{outcome.added} rates added, {outcome.unchanged} known already"
            + (f"; the newest is of {outcome.last_date}." if outcome.last_date else ".")
        )
        for each in outcome.differences:
            self.stderr.write(
                f"{each.date} {each.quote}: the file says {each.found}, the portal keeps {each.kept}. "
                "Enter a manual rate if the file is right."
            )
