"""Write an e-mail that goes out once the act stands."""

import uuid
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from portal.accounts.models import Partner
from portal.notices import tasks
from portal.notices.hint import hint
from portal.notices.models import Mail
from portal.notices.render_mail import Words, words_of

SUBJECT_LENGTH = 300


def send_mail(
    *,
    to: str,
    language: str,
    kind: str,
    context: dict[str, Any],
    partner: Partner | None = None,
    link: str = "",
    secret: bool = False,
) -> Mail:
    """Render templates/notices/<kind>.txt in the language and keep it in the act's transaction.

    Sent after the commit, once. `link`: a path of the portal or a whole address. `secret`: the words are
    wiped once sent. Raises RuntimeError outside a transaction.
    """
    spoken = known_language(language)
    words = words_of(kind=kind, language=spoken, context=context)
    mail = draft_mail(
        to=to, language=spoken, kind=kind, words=words, partner=partner, link=link, secret=secret
    )
    return keep_mails([mail])[0]


def draft_mail(*, words: Words, link: str, **fields: Any) -> Mail:
    """The row, not kept yet."""
    return Mail(
        subject=words.subject[:SUBJECT_LENGTH],
        text=words.text,
        link=settings.SITE_URL + link if link.startswith("/") else link,
        message_id=f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>",
        due_at=timezone.now(),
        **fields,
    )


def keep_mails(mails: list[Mail]) -> list[Mail]:
    """All in one statement, in the act's transaction; each is sent after the commit."""
    if not connection.in_atomic_block:
        raise RuntimeError("Mail belongs inside the transaction of the act it tells of.")
    kept = Mail.objects.bulk_create(mails)
    for mail in kept:
        transaction.on_commit(partial(hint, tasks.deliver_mail.delay, mail.pk), robust=True)
    return kept


def known_language(*wanted: str) -> str:
    """The first language wanted that the portal speaks; else its own."""
    spoken = dict(settings.LANGUAGES)
    return next((code for code in wanted if code in spoken), settings.LANGUAGE_CODE)
