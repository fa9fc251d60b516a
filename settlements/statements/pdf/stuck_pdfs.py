"""PDFs that nobody seems to be making: their worker died, or was never told."""

from datetime import timedelta

from django.utils import timezone

from settlements.statements.pdf.ask_pdf import PATIENCE
from settlements.statements.pdf.models import PdfRequest

QUIET = timedelta(minutes=1)
"""One takes seconds, a very large one half a minute."""


def stuck_pdfs() -> list[int]:
    """Ids of the statements whose PDF is waited for, to be begun again.

    One that is being made all the same is waited for, and then found. What was begun too
    often `make_pdf` gives up; after PATIENCE whoever waits is told.
    """
    now = timezone.now()
    waiting = PdfRequest.objects.filter(
        statement__pdf=None, failed_at=None, asked_at__range=(now - PATIENCE, now - QUIET)
    )
    return list(waiting.order_by("asked_at").values_list("statement_id", flat=True))
