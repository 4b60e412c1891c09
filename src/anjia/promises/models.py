"""Clauses and how long they hold; promises, their pauses, and the notices of the ladder."""

from django.db import models
from django.db.models import F, Q

from anjia.kernel.constraints import AppendOnly, Final, NoOverlap
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.kernel.workdays import CLOSES, OPENS
from anjia.promises.rules import WALL, WORKING, Clock, Form, Remedy, Source, State


class Clause(CompanyModel):
    """One published version of a term. Written once: what was promised under it stays readable for ever.

    `sentence` and `remedy_words` are the company's own words; empty means the standard words of the kind. It holds for
    one branch or service when one is named. `offering_id` is kept as a plain id: services lie downstream.
    """

    kind = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    branch = Reference("company.Branch", null=True)
    offering_id = models.BigIntegerField(null=True)
    minutes = models.PositiveIntegerField()
    clock = models.CharField(max_length=8, choices=[(WALL, WALL), (WORKING, WORKING)], default=WALL)
    opens_minute = models.PositiveSmallIntegerField(default=OPENS)
    closes_minute = models.PositiveSmallIntegerField(default=CLOSES)
    most_fen = models.BigIntegerField(default=0)
    most_times = models.PositiveSmallIntegerField(default=0)
    remedy_form = models.CharField(
        max_length=24, choices=[(form.value, form.value) for form in Form], default=Form.NONE
    )
    remedy_amount_fen = models.BigIntegerField(default=0)
    remedy_per_minutes = models.PositiveIntegerField(default=0)
    remedy_percent = models.PositiveSmallIntegerField(default=0)
    ladder = models.JSONField(default=list)
    sentence = models.CharField(max_length=300, blank=True)
    remedy_words = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=8, choices=[(source.value, source.value) for source in Source], default="own")
    source_words = models.CharField(max_length=200, blank=True)
    effective_from = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "kind", "version"], name="clause_version_once"),
            models.CheckConstraint(condition=Q(most_fen__gte=0), name="clause_not_negative"),
            models.CheckConstraint(condition=Q(remedy_amount_fen__gte=0), name="clause_remedy_not_negative"),
            models.CheckConstraint(
                condition=Q(closes_minute__gt=F("opens_minute"), closes_minute__lte=1440), name="clause_hours"
            ),
            AppendOnly(name="clause_append_only"),
        ]

    @property
    def runs_on(self) -> Clock:
        """The clock by which its time passes."""
        return Clock(self.clock, self.opens_minute, self.closes_minute)

    @property
    def remedy(self) -> Remedy:
        """What is paid when it is broken."""
        return Remedy(
            self.remedy_form, self.remedy_amount_fen, self.remedy_per_minutes, self.remedy_percent, self.most_fen
        )


class Validity(CompanyModel):
    """When a clause holds: [begins, ends) in microseconds since 1970. It is cut short when the next version begins.

    `branch_key` and `offering_key` are the clause's ids or 0. `withdrawn`: it was taken back before it began.
    """

    HOLDS, WITHDRAWN = "holds", "withdrawn"
    EVER = 253_402_300_799_000_000  # the end of the year 9999

    clause = models.OneToOneField(Clause, models.PROTECT, related_name="validity")
    kind = models.CharField(max_length=24)
    branch_key = models.BigIntegerField(default=0)
    offering_key = models.BigIntegerField(default=0)
    begins = models.BigIntegerField()
    ends = models.BigIntegerField(default=EVER)
    state = models.CharField(max_length=12, choices=[(HOLDS, HOLDS), (WITHDRAWN, WITHDRAWN)], default=HOLDS)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "kind", "begins"], name="validity_kind")]
        constraints = [
            NoOverlap(
                name="validity_no_overlap",
                owner=["company_id", "kind", "branch_key", "offering_key"],
                starts="begins",
                ends="ends",
                state="state",
                active=["holds"],
            )
        ]


class Promise(CompanyModel):
    """One commitment. Ids of what lies downstream (household, caregiver, service) are kept as plain ids.

    `minutes` is the time it has on the clause's clock. `told_percent` is the last rung told, `next_at` when the next
    thing happens by the clock: a rung, or the due time. None while it is paused and when nothing more will happen.
    `done_at` is when a broken promise was done after all.
    """

    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=60)
    household_id = models.BigIntegerField(null=True)
    caregiver_id = models.BigIntegerField(null=True)
    branch_id = models.BigIntegerField(null=True)
    offering_id = models.BigIntegerField(null=True)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(default=0)
    told_percent = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in State], default=State.OPEN)
    closed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    evidence = models.CharField(max_length=300, blank=True)

    class Meta(CompanyModel.Meta):
        indexes = [
            # The sweep reads this one across companies; what nothing will happen to is not in it, so it stays small.
            models.Index(fields=["next_at", "id"], name="promise_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["company_id", "due_at", "id"], name="promise_open", condition=Q(state="open")),
            models.Index(fields=["company_id", "subject", "kind", "-id"], name="promise_subject"),
            models.Index(fields=["company_id", "state", "-closed_at", "-id"], name="promise_closed"),
            models.Index(fields=["company_id", "household_id", "-id"], name="promise_household"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "kind", "subject"], condition=Q(state="open"), name="promise_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | Q(~Q(state="open"), closed_at__isnull=False),
                name="promise_closed_when_ended",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("made_at")), name="promise_due_after_made"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="promise_known_state"),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True) | Q(state="open", next_at__isnull=True),
                name="promise_pause_is_open",
            ),
            Final(
                name="promise_ends_once",
                state="state",
                unfinished=[State.OPEN],
                fields=["state", "closed_at", "due_at", "made_at", "clause", "kind", "subject"],
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(state="broken"), name="promise_done_late_is_broken"
            ),
        ]


class Pause(CompanyModel):
    """A time in which a promise's clock stood still, because the company waited for the household."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="pauses", db_index=False)
    paused_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=40)

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["promise", "paused_at"], name="pause_promise")]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "promise"], condition=Q(resumed_at__isnull=True), name="pause_open_once"
            ),
            models.CheckConstraint(
                condition=Q(resumed_at__isnull=True) | Q(resumed_at__gte=F("paused_at")), name="pause_ends_after"
            ),
        ]


class Notice(CompanyModel):
    """A rung of the ladder was reached and a role was told; once per promise, rung and role."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="+", db_index=False)
    percent = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16)
    branch_id = models.BigIntegerField(null=True)
    told_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        indexes = [models.Index(fields=["company_id", "role", "-told_at", "-id"], name="notice_role")]
        constraints = [
            models.UniqueConstraint(fields=["company_id", "promise", "percent", "role"], name="notice_once"),
            AppendOnly(name="notice_append_only"),
        ]


class NoticeSeen(CompanyModel):
    """Somebody at the desk has seen a notice."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="seen", db_index=False)
    staff = Reference("company.Staff")
    seen_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "notice", "staff"], name="notice_seen_once"),
            AppendOnly(name="notice_seen_append_only"),
        ]
