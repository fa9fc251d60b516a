"""Whether a question or dispute that has not ended is about what a report's rows were made into."""

from django.db.models import Q
from django.utils.translation import gettext as _

from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute, Question
from settlements.disputes.reply import ANSWERABLE
from usage.models import Report


def rows_needed(report: Report) -> str:
    """A sentence that names it; empty where all have ended."""
    about = Q(statement__period=report.period) if report.counter else Q(statement__reports=report)
    disputes = Dispute.objects.filter(about, state__in=LIVE).order_by("pk")
    questions = Question.objects.filter(about, state__in=ANSWERABLE).order_by("pk")
    of_figures = Question.objects.filter(period=report.period, state__in=ANSWERABLE).order_by("pk")
    if (dispute := disputes.first()) is not None:
        sentence = _(
            "Dispute %(number)s is about this report’s statement. Its rows are needed until it ends."
        )
        return sentence % {"number": dispute.number}
    if (question := questions.first()) is not None:
        sentence = _(
            "Question %(number)s is about this report’s statement. Its rows are needed until it ends."
        )
        return sentence % {"number": question.pk}
    if (question := of_figures.first()) is not None:
        sentence = _(
            "Question %(number)s is about the figures of this report’s period. Its rows are needed until it "
            "ends."
        )
        return sentence % {"number": question.pk}
    return ""
