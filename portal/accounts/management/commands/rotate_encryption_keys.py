"""`manage.py rotate_encryption_keys`: everything encrypted at rest under the first of ENCRYPTION_KEY."""

from django.core.management.base import BaseCommand, CommandError

from portal.sealed import InvalidToken, rotations


class Command(BaseCommand):
    help = "Encrypts what is encrypted at rest with the first key of ENCRYPTION_KEY. Safe to run twice."

    def handle(self, *args, **options) -> None:
        for rotation in rotations():
            try:
                name, changed = rotation()
            except InvalidToken:
                raise CommandError(
                    "Something is encrypted with none of the keys: put the key it was written with "
                    "behind the others in ENCRYPTION_KEY, separated by a comma, and run this again."
                ) from None
            self.stdout.write(f"{name}: {changed} encrypted anew")
        self.stdout.write("Everything is under the first key. The others may go from ENCRYPTION_KEY.")
