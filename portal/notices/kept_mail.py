"""The demo's mail server: what is sent stays in the portal, to be read on its mail page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from portal.notices.models import Mail


class KeptMail(BaseEmailBackend):
    """Takes every message; one that did not come out of our table is added to it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            identity = message.extra_headers.get("Message-ID") or message.message()["Message-ID"]
            if Mail.objects.filter(message_id=identity).exists():
                continue
            now = timezone.now()
            Mail.objects.bulk_create(
                Mail(
                    to=person,
                    language=translation.get_language() or "",
                    kind="other",
                    subject=message.subject[:300],
                    text=message.body,
                    message_id=f"{identity} {number}" if number else identity,
                    due_at=now,
                    sent_at=now,
                )
                for number, person in enumerate(message.recipients())
            )
        return len(email_messages)
