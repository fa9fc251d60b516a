"""A message of a thread, with its evidence."""

from django.core.files import File
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.files.store_evidence import store_evidence
from portal.refused import Refused
from settlements.disputes.models import Dispute, Message, Question

LONGEST = 10_000


def write_message(
    *,
    thread: Question | Dispute,
    side: str,
    by: User,
    text: str,
    file: File | None = None,
    internal: bool = False,
) -> Message:
    """Inside the act's transaction; the caller asked who may.

    Raises Refused: `no_text`, `too_long`, and what `store_file` says of the evidence.
    """
    text = text.strip()
    if not text:
        raise Refused("no_text", _("Write what you want to say."))
    if len(text) > LONGEST:
        sentence = _("A message has at most %(number)s characters. Attach the rest as a file.")
        raise Refused("too_long", sentence % {"number": LONGEST})
    return Message.objects.create(
        partner=thread.partner,
        question=thread if isinstance(thread, Question) else None,
        dispute=thread if isinstance(thread, Dispute) else None,
        side=side,
        author=by,
        text=text,
        file=file and store_evidence(file=file, partner=thread.partner, by=by),
        internal=internal,
    )
