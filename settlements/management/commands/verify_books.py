"""`manage.py verify_books`: does every cent in the books agree? Exit 1, and each row named that does not."""

import sys

from django.core.management.base import BaseCommand

from settlements.balances.models import Entry, JournalTransaction
from settlements.balances.verify_books import verify_books


class Command(BaseCommand):
    help = "Check journal, statements, adjustments and payments against each other."

    def handle(self, **options) -> None:
        found = verify_books()
        for each in found:
            self.stdout.write(self.style.ERROR(str(each)))
        if found:
            self.stdout.write(self.style.ERROR(f"The books do not agree: {len(found)} discrepancies."))
            sys.exit(1)
        transactions, entries = JournalTransaction.objects.count(), Entry.objects.count()
        agreed = f"The books agree: {transactions} transactions, {entries} entries."
        self.stdout.write(self.style.SUCCESS(agreed))
