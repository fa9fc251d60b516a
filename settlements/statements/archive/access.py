"""The doors to partners' archives."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from portal.accounts.access import partner_ids
from portal.accounts.models import Partner, User
from portal.files.models import StoredFile
from settlements.statements.archive.models import StatementArchive
from settlements.statements.models import Statement


def newest_archive(user: User, partner: Partner) -> StatementArchive | None:
    """Whatever became of it; None also for outsiders."""
    own = StatementArchive.objects.filter(partner=partner, partner_id__in=partner_ids(user))
    return own.select_related("file").first()


def archive_file(user: User, archive_id: int) -> StoredFile:
    """Outsiders, and where it is not made or a newer one took its place: Http404."""
    made = StatementArchive.objects.filter(
        partner_id__in=partner_ids(user), state=StatementArchive.State.MADE
    )
    return get_object_or_404(made.select_related("file"), pk=archive_id).file


def every_version(partner: Partner) -> QuerySet[Statement]:
    """All that was issued to the partner, in the order of its chain of seals."""
    return Statement.objects.filter(partner=partner).order_by("seal__place", "pk")
