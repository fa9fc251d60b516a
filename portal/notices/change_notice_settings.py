"""A person chooses how the portal tells them what."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.notices.kinds import ALWAYS_AT_ONCE, Group, Rhythm, Way
from portal.notices.models import NoticeSettings
from portal.refused import Refused


@transaction.atomic
def change_notice_settings(
    *, person: User, ways: Mapping[Group, Way], rhythm: Rhythm = Rhythm.DAILY
) -> NoticeSettings:
    """Of every group not named, by e-mail at once. What waits for the digest already still comes with it.

    Raises Refused: `always_at_once`.
    """
    for group in ALWAYS_AT_ONCE:
        if ways.get(group, Way.AT_ONCE) != Way.AT_ONCE:
            sentence = _("%(group)s: this comes by e-mail at once always. Leave it as it is.")
            raise Refused("always_at_once", sentence % {"group": group.label})
    chosen = {
        "in_digest": [group for group in Group if ways.get(group) == Way.DIGEST],
        "only_in_portal": [group for group in Group if ways.get(group) == Way.PORTAL],
        "rhythm": rhythm,
    }
    return NoticeSettings.objects.update_or_create(person=person, defaults=chosen)[0]
