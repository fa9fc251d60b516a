"""What is still to be told: to our own background work, and to people by e-mail."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner


class OutboxEvent(models.Model):
    """Something that happened, kept with the act that made it until every task that follows is queued.

    `args` go to the tasks as they stand. `due_at` moves on after each failure.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True)
    event = models.CharField(max_length=60)
    args = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(delivered_at=None), name="outbox_waiting"),
            models.Index(fields=["delivered_at"], name="outbox_delivered"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.args}"


class Mail(models.Model):
    """An e-mail as it is sent, written in the transaction of the act it tells of.

    `link` is a whole address or empty. `message_id` stays the same however often sending is tried. The words
    of a `secret` one are wiped once it is sent.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True)
    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=8)
    kind = models.CharField(_("kind"), max_length=80)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=1000, blank=True)
    secret = models.BooleanField(default=False)
    message_id = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None), name="mail_sent_or_given_up"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None, given_up_at=None), name="mail_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"
