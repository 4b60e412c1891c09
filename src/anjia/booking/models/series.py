"""Series: visits that come again and again, the terms in which they were agreed, and what was decided about dates."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from anjia.booking.models.orders import Order, Visit
from anjia.booking.rules import ChangeKind, ExceptionKind, OnHoliday, OnMadeUpDay, SeriesState
from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel


def _choices(kind: type) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]  # type: ignore[attr-defined]


class Series(CompanyModel):
    """Visits that come again and again under one order. Its rules stand in its terms.

    Visits are made ahead up to `made_until`, the date of the series and not the day to which a visit was moved.
    """

    household = Reference("households.Household")
    home = Reference("households.Home")
    offering = Reference("catalog.Offering")
    order = models.OneToOneField(Order, models.PROTECT, related_name="series")
    state = models.CharField(max_length=8, choices=_choices(SeriesState), default=SeriesState.RUNNING)
    made_until = models.DateField()
    ended_on = models.DateField(null=True)
    started_at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", ended_on__isnull=True) | Q(state="ended", ended_on__isnull=False),
                name="series_ended_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["company_id", "household", "-id"], name="series_household"),
            models.Index(fields=["made_until", "id"], name="series_running", condition=Q(state="running")),
        ]


class SeriesChange(CompanyModel):
    """One thing that was done to a series as a whole: when, by whom, why. `client_id` lets it be done once."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="changes", db_index=False)
    kind = models.CharField(max_length=10, choices=_choices(ChangeKind))
    client_id = models.UUIDField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "client_id"], name="series_change_once"),
            AppendOnly(name="series_change_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "series", "-id"], name="series_change_series")]


class SeriesTerm(CompanyModel):
    """The rule from `from_on` on, until a later term begins. `caregiver` is a wish; none means whoever fits."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="terms", db_index=False)
    change = models.ForeignKey(SeriesChange, models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    every_weeks = models.PositiveSmallIntegerField()
    weekdays = models.JSONField()
    starts_minute = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    until_on = models.DateField(null=True)
    visits = models.PositiveSmallIntegerField(null=True)
    on_holiday = models.CharField(max_length=16, choices=_choices(OnHoliday))
    on_made_up = models.CharField(max_length=8, choices=_choices(OnMadeUpDay))
    caregiver = Reference("workforce.Caregiver", null=True)
    visit_price_fen = models.BigIntegerField()

    guard_sample: ClassVar[dict[str, object]] = {"every_weeks": 1, "starts_minute": 600, "minutes": 60}

    class Meta(CompanyModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(every_weeks__gte=1), name="series_term_weeks"),
            models.CheckConstraint(condition=Q(starts_minute__lt=1440), name="series_term_within_the_day"),
            models.CheckConstraint(condition=Q(visit_price_fen__gte=0), name="series_term_price_not_negative"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="series_term_ends_after_start"
            ),
            AppendOnly(name="series_term_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "series", "id"], name="series_term_series")]


class SeriesPause(CompanyModel):
    """Days on which nobody comes, both included; with `paused` false they are given back. The last word counts."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="pauses", db_index=False)
    change = models.ForeignKey(SeriesChange, models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    until_on = models.DateField()
    paused = models.BooleanField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="series_pause_ends_after_start"),
            AppendOnly(name="series_pause_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "series", "id"], name="series_pause_series")]


class ExceptionDate(CompanyModel):
    """A date of a series that was cancelled or moved by itself: never made again, and left alone by later changes.

    One that gave way, because nobody could come at the time of the rule, may do so again under another rule.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="exceptions", db_index=False)
    occurs_on = models.DateField()
    kind = models.CharField(max_length=10, choices=_choices(ExceptionKind))
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "series", "occurs_on", "kind"],
                name="exception_date_once",
                condition=~Q(kind="gave_way"),
            ),
            AppendOnly(name="exception_date_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "series", "occurs_on"], name="exception_date_series")]
