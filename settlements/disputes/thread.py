"""A thread as its reader sees it."""

from dataclasses import dataclass

from agreements.sides import side_name
from settlements.disputes.access import messages_of
from settlements.disputes.audience import Audience
from settlements.disputes.models import Dispute, Message, Question, Side


@dataclass(frozen=True, slots=True)
class Entry:
    """`own`: of the reader's side. `file_url` is empty where no file came with it."""

    message: Message
    own: bool
    sender: str
    file_url: str


def thread_of(thread: Question | Dispute, audience: Audience) -> list[Entry]:
    return [_entry(message, thread, audience) for message in messages_of(thread, staff=audience.is_staff)]


def _entry(message: Message, thread: Question | Dispute, audience: Audience) -> Entry:
    own = audience.is_staff == (message.side == Side.LICENSOR)
    return Entry(message, own, side_name(message.side, thread.partner), _file_url(message, thread, audience))


def _file_url(message: Message, thread: Question | Dispute, audience: Audience) -> str:
    if message.file is None:
        return ""
    if message.question_id:
        return audience.url("question_file", message.question_id, message.pk)
    return audience.url("dispute_file", thread.number, message.pk)
