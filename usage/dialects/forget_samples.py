"""Forget sample files: they may hold anything, and serve only while a dialect is made."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from usage.models import DialectSample

KEPT_FOR = timedelta(hours=24)


def forget_samples() -> int:
    """Delete those of more than a day ago, bytes and all; how many. Safe to run twice, and by two at once."""
    old = DialectSample.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).values_list("pk", flat=True)
    return sum(forget_sample(sample_id=each) for each in old)


@transaction.atomic
def forget_sample(*, sample_id: int) -> bool:
    """Its row, its file's row, and after the commit the bytes; False where it is gone already."""
    sample = DialectSample.objects.select_for_update().filter(pk=sample_id).select_related("file").first()
    if sample is None:
        return False
    file = sample.file
    sample.delete()
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(file.content.name))
    return True
