"""What lies between the inbox and the world: connections, answers on their way, QR codes."""

from django.db import models
from django.db.models import Q

from anjia.kernel.constraints import Final
from anjia.kernel.fields import Reference, SealedField
from anjia.kernel.models import CompanyModel
from anjia.voice.models.conversations import Message
from anjia.voice.rules import Channel, SendingState


class Sending(CompanyModel):
    """One answer on its way to a far end.

    `next_at` is when it is looked at next, `claimed_at` when the last try began; `cut_off` counts tries of which nobody
    heard the end, after which the answer may have arrived more than once. `returned_at`: a report came that a letter
    did not arrive after all.
    """

    message = models.OneToOneField(Message, models.PROTECT, related_name="sending")
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in SendingState], default=SendingState.WAITING.value
    )
    tries = models.PositiveSmallIntegerField(default=0)
    cut_off = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=40, blank=True)
    said = models.CharField(max_length=300, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            Final(
                name="sending_sent_is_final",
                state="state",
                unfinished=[one for one in SendingState if one is not SendingState.SENT],
                fields=["state", "tries", "ended_at"],
            )
        ]
        indexes = [
            models.Index(
                fields=["company_id", "-id"], name="sending_stopped", condition=Q(state=SendingState.STOPPED.value)
            ),
            models.Index(fields=["next_at"], name="sending_due", condition=Q(next_at__isnull=False)),
        ]


class Fetching(CompanyModel):
    """A picture or recording that the far end keeps for a few days, still to be brought here."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="+")
    media_id = models.CharField(max_length=200)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["next_at"], name="fetching_due", condition=Q(next_at__isnull=False))]


class Connection(CompanyModel):
    """What the company set for a channel. `settings` are shown, `secrets` (JSON) never again.

    `ticket` is a far end's access token, shared by all processes; `reached` is how far a mailbox has been read.
    """

    channel = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Channel])
    on = models.BooleanField(default=True)
    settings = models.JSONField(default=dict)
    secrets = SealedField(blank=True)
    ticket = SealedField(blank=True)
    ticket_until = models.DateTimeField(null=True)
    reached = models.JSONField(default=dict)
    looked_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    fault_at = models.DateTimeField(null=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=40)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "channel"], name="connection_channel_once")]


class SuggestionBox(CompanyModel):
    """A QR code on a wall or a card. `code` stands on the poster: it is no secret."""

    code = models.CharField(max_length=24)
    name = models.CharField(max_length=40)
    branch = Reference("company.Branch", null=True)
    caregiver = Reference("workforce.Caregiver", null=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "code"], name="suggestion_box_code_once")]
