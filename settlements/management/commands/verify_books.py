"""`manage.py verify_books`: does every cent in the books agree? Exit 1, and each row named that does not."""

import sys

from django.core.management.base import BaseCommand

from settlements.balances.models import Entry, JournalTransaction
from settlements.balances.soundness.check_books import check_books
from settlements.balances.soundness.models import BooksCheck


class Command(BaseCommand):
    help = "Check journal, statements, adjustments and payments against each other."

    def handle(self, **options) -> None:
        check = check_books(occasion=BooksCheck.Occasion.COMMAND)
        for each in check.discrepancies:
            self.stdout.write(self.style.ERROR(f"{each['subject']}: {each['sentence']}"))
        if check.found:
            self.stdout.write(self.style.ERROR(f"The books do not agree: {check.found} discrepancies."))
            sys.exit(1)
        transactions, entries = JournalTransaction.objects.count(), Entry.objects.count()
        agreed = f"The books agree: {transactions} transactions, {entries} entries."
        self.stdout.write(self.style.SUCCESS(agreed))
