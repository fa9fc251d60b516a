"""The PDFs of statements: made once, when somebody first asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.append_only import append_only
from portal.files.models import StoredFile
from settlements.statements.models import Statement


class StatementPdf(models.Model):
    """One for each statement, in the language that the partner's documents had when it was made."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="pdf")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    language = models.CharField(_("language"), max_length=8)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        triggers = append_only("statement_pdf")

    def __str__(self) -> str:
        return f"{self.statement}.pdf"


class PdfRequest(models.Model):
    """That somebody asked for a statement's PDF, and how it goes. `failed_at` empty: it may still come.

    `attempts` counts what was begun: work that killed its worker each time is not begun for ever.
    """

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="pdf_request")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.statement}.pdf"
