"""The only door to mail: the demo's, where nobody's mail is private."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.notices.models import Mail


def demo_mails() -> QuerySet[Mail]:
    """Every mail. Raises Http404 where this is no demo."""
    if not settings.DEMO:
        raise Http404
    return Mail.objects.all()


def demo_mail(number: int) -> Mail:
    return get_object_or_404(demo_mails(), pk=number)
