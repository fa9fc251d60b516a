"""Hand a mail to the mail server."""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.audit.record_event import record_event
from portal.notices.deliver_event import ERROR_LENGTH, next_try
from portal.notices.models import Mail
from portal.notices.render_mail import html_of

log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=6)
PATIENCE = timedelta(days=3)


def deliver_mail(*, mail_id: int) -> bool:
    """Send it and mark it sent, its row locked meanwhile; False where it is not ours to send, or failed.

    A death between the server's answer and our commit sends it once more under the same Message-ID, by which
    mail systems know it. A failure is tried again, ever later, and given up after days. Raises
    ConnectionError where the server cannot be reached.
    """
    with transaction.atomic():
        waiting = Mail.objects.filter(pk=mail_id, sent_at=None, given_up_at=None, due_at__lte=timezone.now())
        mail = waiting.select_for_update(skip_locked=True).first()
        if mail is None:
            return False
        try:
            message_of(mail).send()
        except Exception as fault:
            failure = fault
            _put_off(mail, fault)
        else:
            failure = None
            _mark_sent(mail)
        mail.save()
        if mail.given_up_at:
            details = {"to": mail.to, "kind": mail.kind, "attempts": mail.attempts}
            record_event(
                event="mail.given_up", subject=f"mail {mail.pk}", partner=mail.partner, details=details
            )
    if failure is not None and server_is_away(failure):
        raise ConnectionError(repr(failure)) from failure
    return failure is None


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as text and as HTML, under its stable Message-ID."""
    with translation.override(mail.language):
        link = f"\n\n{_('Open in the portal')}: {mail.link}" if mail.link else ""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=f"{mail.text}{link}\n",
        to=[mail.to],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
    )
    page = html_of(subject=mail.subject, text=mail.text, link=mail.link, language=mail.language)
    message.attach_alternative(page, "text/html")
    return message


def server_is_away(fault: BaseException) -> bool:
    """Whether the failure is the mail server's, not this mail's."""
    of_the_mail = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused)
    return isinstance(fault, OSError) and not isinstance(fault, of_the_mail)


def _mark_sent(mail: Mail) -> None:
    mail.sent_at, mail.last_error = timezone.now(), ""
    if mail.secret and not settings.DEMO:
        mail.text = mail.link = ""


def _put_off(mail: Mail, fault: Exception) -> None:
    mail.attempts += 1
    mail.last_error = repr(fault)[:ERROR_LENGTH]
    told = {"mail": mail.pk, "to": mail.to, "kind": mail.kind, "attempts": mail.attempts}
    if timezone.now() - mail.created_at >= PATIENCE:
        mail.given_up_at = timezone.now()
        if mail.secret:
            mail.text = mail.link = ""
        log.error("a mail is given up", extra={**told, "fault": mail.last_error})
    else:
        mail.due_at = next_try(mail.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
        log.warning("a mail is not sent yet", extra={**told, "fault": mail.last_error})
