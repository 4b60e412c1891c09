"""Chairs that are taken for a while, and notes that stay as they are."""

from django.db import models

from anjia.kernel.constraints import AppendOnly, NoOverlap


class Chair(models.Model):
    """Something one party at a time can use."""

    name = models.CharField(max_length=20)


class Taking(models.Model):
    """A chair taken over [busy_from, busy_until) minutes."""

    class State(models.TextChoices):
        HELD = "held"
        TAKEN = "taken"
        RELEASED = "released"

    company_id = models.BigIntegerField(default=1)
    chair = models.ForeignKey(Chair, models.CASCADE, db_index=False)
    busy_from = models.IntegerField()
    busy_until = models.IntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.TAKEN)
    remark = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            NoOverlap(
                name="taking_one_at_a_time",
                owner=["company_id", "chair"],
                starts="busy_from",
                ends="busy_until",
                state="state",
                active=["held", "taken"],
            )
        ]


class Note(models.Model):
    """A line that nobody may change."""

    text = models.CharField(max_length=40)
    number = models.IntegerField(unique=True, null=True)

    class Meta:
        constraints = [AppendOnly(name="note_append_only")]
