"""No partner is taken for another one."""

from django.utils.translation import gettext as _

from portal.accounts.models import Partner
from portal.refused import Refused
from portal.web.plain_text import skeleton


def require_unique_name(name: str, *, besides: Partner | None = None) -> None:
    """Raises Refused: `incomplete`, `name_taken`. Two names are one where only case or width differ."""
    if not name:
        raise Refused("incomplete", _("Say under which name the partner is known."))
    others = Partner.objects.exclude(pk=besides.pk if besides else None).values_list("name", flat=True)
    if skeleton(name) in {skeleton(other) for other in others}:
        sentence = _("Another partner is called “%(name)s”. Choose a name that tells them apart.")
        raise Refused("name_taken", sentence % {"name": name})
