"""What is told: to our own background work, and to people by e-mail and in the portal."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.notices.kinds import ALWAYS_AT_ONCE, Group, Rhythm, Way, group_of


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


class Notice(models.Model):
    """What one person was told, as it stands in the portal; written in the transaction of the act.

    The words are in the language the person read then. `link` is a path. `waits`: for the digest. `mail`: the
    one it led to, at once or as digest.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True)
    kind = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    waits = models.BooleanField(default=False)
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(waits=False) | Q(mail=None), name="notice_waits_or_mailed")
        ]
        indexes = [
            models.Index(fields=["person", "partner"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["person", "created_at"], condition=Q(waits=True), name="notice_waiting"),
            models.Index(fields=["read_at"], name="notice_read"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="notice_words_stay", fields=["person", "partner", "kind", "subject", "text", "link"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"

    @property
    def group(self) -> Group:
        return group_of(self.kind)

    @property
    def first_words(self) -> str:
        return self.text.partition("\n\n")[0]


def _groups() -> ArrayField:
    return ArrayField(models.CharField(max_length=20, choices=Group), default=list, blank=True)


class NoticeSettings(models.Model):
    """How a person wants to be told; who has no row is told of everything by e-mail at once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notice_settings"
    )
    in_digest = _groups()
    only_in_portal = _groups()
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.DAILY)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_digest__contained_by=Group.values)
                & Q(only_in_portal__contained_by=Group.values)
                & ~Q(in_digest__overlap=F("only_in_portal")),
                name="notice_settings_groups",
            ),
            models.CheckConstraint(
                condition=~Q(in_digest__overlap=list(ALWAYS_AT_ONCE))
                & ~Q(only_in_portal__overlap=list(ALWAYS_AT_ONCE)),
                name="notice_settings_always_at_once",
            ),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="notice_settings_rhythm"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.rhythm}"

    def way_of(self, group: Group) -> Way:
        if group in self.in_digest:
            return Way.DIGEST
        return Way.PORTAL if group in self.only_in_portal else Way.AT_ONCE
