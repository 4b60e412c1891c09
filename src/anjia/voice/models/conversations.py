"""Conversations, their messages, and who writes them."""

from django.db import models
from django.db.models import Q

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference, SealedField
from anjia.kernel.models import CompanyModel
from anjia.voice.rules import Channel, Known, Marks, Side


class Correspondent(CompanyModel):
    """An address somebody writes from, sealed, found by its keyed hash; and to whom it was tied the last time."""

    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in Known])
    address = SealedField()
    address_index = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    household = Reference("households.Household", null=True)
    caregiver = Reference("workforce.Caregiver", null=True)
    heard_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "kind", "address_index"], name="correspondent_once")
        ]


class Conversation(CompanyModel):
    """One matter on one channel. `last`, `waits_from` and `closed` are message ids, as in rules.Marks.

    `thread` is the keyed hash of what joins messages to it; empty: only by answering one of its messages. `seen_here`
    and `seen_there` are the last message that staff, and that the person, has seen.
    """

    channel = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Channel])
    thread = models.CharField(max_length=40, blank=True)
    subject = SealedField(blank=True)
    correspondent = models.ForeignKey(Correspondent, models.PROTECT, null=True, related_name="+", db_index=False)
    household = Reference("households.Household", null=True)
    caregiver = Reference("workforce.Caregiver", null=True)
    visit = Reference("booking.Visit", null=True)
    branch = Reference("company.Branch", null=True)
    staff = Reference("company.Staff", null=True)
    team = models.CharField(max_length=20, blank=True)
    began_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    last = models.BigIntegerField(default=0)
    waits_from = models.BigIntegerField(default=0)
    closed = models.BigIntegerField(default=0)
    seen_here = models.BigIntegerField(default=0)
    seen_there = models.BigIntegerField(default=0)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "channel", "thread"], name="conversation_thread_once", condition=~Q(thread="")
            )
        ]
        indexes = [
            models.Index(fields=["company_id", "-last"], name="conversation_latest"),
            models.Index(
                fields=["company_id", "waits_from"], name="conversation_waiting", condition=Q(waits_from__gt=0)
            ),
            models.Index(fields=["company_id", "household", "-last"], name="conversation_household"),
            models.Index(fields=["company_id", "caregiver", "-last"], name="conversation_caregiver"),
            models.Index(fields=["company_id", "correspondent"], name="conversation_correspondent"),
        ]

    @property
    def marks(self) -> Marks:
        """Where it has come to."""
        return Marks(self.last, self.waits_from, self.closed)


class Message(CompanyModel):
    """What was said, once and for ever.

    `origin` is the keyed hash of its name at the far end: kept once. `far_id` is that name, where an answer must say
    it. `at` is when it was written, `kept_at` when it arrived here.
    """

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="messages", db_index=False)
    side = models.CharField(max_length=4, choices=[(side.value, side.value) for side in Side])
    text = SealedField(blank=True)
    origin = models.CharField(max_length=40, blank=True)
    far_id = SealedField(blank=True)
    at = models.DateTimeField()
    kept_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)
    asks_back = models.BooleanField(default=False)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "origin"], name="message_once", condition=~Q(origin="")),
            AppendOnly(name="message_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "conversation", "id"], name="message_conversation")]


class Attachment(CompanyModel):
    """A file that came with a message; the file is kept once its channel has brought it."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments", db_index=False)
    file = Reference("kernel.PrivateFile")
    name = SealedField(blank=True)
    is_photo = models.BooleanField(default=False)
    size = models.PositiveIntegerField()

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "message"], name="attachment_message")]
        constraints = [AppendOnly(name="attachment_append_only")]


class MessageComplaint(CompanyModel):
    """A complaint was opened from this message: once."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="+", db_index=False)
    complaint = Reference("quality.Complaint")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "message"], name="message_complaint_once"),
            AppendOnly(name="message_complaint_append_only"),
        ]
