"""Tell people, each in their language: in the portal, and by e-mail as they chose."""

from collections.abc import Collection, Iterable
from typing import Any

from portal.accounts.models import Partner, User
from portal.notices.kinds import ALWAYS_AT_ONCE, Way, group_of
from portal.notices.models import Mail, Notice, NoticeSettings
from portal.notices.render_mail import words_of
from portal.notices.send_mail import SUBJECT_LENGTH, draft_mail, keep_mails, known_language


def notify(
    *,
    people: Iterable[User],
    kind: str,
    context: dict[str, Any],
    link: str,
    partner: Partner | None = None,
) -> int:
    """One notice per active person, rendered from templates/notices/<kind>.txt; how many were told.

    Where the person did not choose otherwise, a mail with the same words goes out at once. In the person's
    language, else the partner's. `link` is a path. Called in the act's transaction; as many queries for
    many people as for one.
    """
    chosen = {person.pk: person for person in people if person.is_active}
    ways = _ways(kind, chosen)
    notices, mails = [], []
    for person in chosen.values():
        language = known_language(person.language, partner.language if partner else "")
        words = words_of(kind=kind, language=language, context={**context, "person": person})
        about = {"kind": kind, "language": language, "partner": partner, "link": link}
        notices.append(
            Notice(
                person=person,
                subject=words.subject[:SUBJECT_LENGTH],
                text=words.text,
                waits=ways[person.pk] == Way.DIGEST,
                **about,
            )
        )
        if ways[person.pk] == Way.AT_ONCE:
            notices[-1].mail = draft_mail(to=person.email, words=words, **about)
            mails.append(notices[-1].mail)
    _keep(notices, mails)
    return len(chosen)


def _ways(kind: str, people: Collection[int]) -> dict[int, Way]:
    """Person → how this kind comes to them."""
    ways = dict.fromkeys(people, Way.AT_ONCE)
    group = group_of(kind)
    if people and group not in ALWAYS_AT_ONCE:
        rows = NoticeSettings.objects.filter(person__in=people)
        ways.update({row.person_id: row.way_of(group) for row in rows})
    return ways


def _keep(notices: list[Notice], mails: list[Mail]) -> None:
    keep_mails(mails)
    Notice.objects.bulk_create(notices)
