"""What is offered, for how much, and by what standard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from anjia.catalog.models import Offering, Price, PriceQuestion, StandardStep
from anjia.catalog.rules import Circumstance, Photo, Trade, Unit
from anjia.kernel import clock
from anjia.kernel.errors import Missing
from anjia.kernel.money import yuan
from anjia.kernel.prepared import Given, Prepared
from anjia.kernel.text import clean_line


@dataclass(frozen=True)
class OfferingSummary:
    """An offering with the price in force. `scope` says what is done, `limits` what is not."""

    id: int
    code: str
    name: str
    trade: str
    unit: str
    price_fen: int
    usual_minutes: int
    least_minutes: int
    scope: str
    limits: str
    public: bool
    retired_at: datetime | None


@dataclass(frozen=True)
class StepSummary:
    """One step of a standard, counted from 1; `remedy` says what to do at once when it was not done so."""

    position: int
    title: str
    detail: str
    photo: str
    remedy: str = ""

    @property
    def wants_before(self) -> bool:
        """Whether a picture is wanted before the step."""
        return self.photo in (Photo.BEFORE, Photo.BOTH)

    @property
    def wants_after(self) -> bool:
        """Whether a picture is wanted after the step."""
        return self.photo in (Photo.AFTER, Photo.BOTH)


@dataclass(frozen=True)
class PriceSummary:
    """One price of an offering and from when it holds."""

    price_fen: int
    effective_from: datetime
    noted_at: datetime
    by_name: str


@dataclass(frozen=True)
class QuestionSummary:
    """An imported price that waits for a person, and why."""

    id: int
    raw_name: str
    raw_price: str
    raw_scope: str
    reason: str
    trade: str
    source: str
    asked_at: datetime


def _with_price(at: datetime | Given | None) -> Any:
    """Offerings with the price in force at the instant (now, when none is given)."""
    begun = Price.objects.filter(offering_id=OuterRef("pk"), effective_from__lte=at or clock.now())
    return Offering.objects.annotate(
        price_fen=Subquery(begun.order_by("-effective_from", "-id").values("price_fen")[:1])
    )


_BY_ID = Prepared(lambda: _with_price(Given("at")).filter(pk=Given("id")))


def _summary(row: Any) -> OfferingSummary:
    return OfferingSummary(
        id=row.pk,
        code=row.code,
        name=row.name,
        trade=row.trade,
        unit=row.unit,
        price_fen=row.price_fen or 0,
        usual_minutes=row.usual_minutes,
        least_minutes=row.least_minutes,
        scope=row.scope,
        limits=row.limits,
        public=row.public,
        retired_at=row.retired_at,
    )


def offerings(
    public: bool | None = None, query: str = "", *, trade: str = "", retired: bool = False, at: datetime | None = None
) -> list[OfferingSummary]:
    """What is offered (or, with `retired`, was), by code; `public` keeps only those households see, or do not."""
    rows = _with_price(at).filter(retired_at__isnull=not retired)
    if public is not None:
        rows = rows.filter(public=public)
    if trade:
        rows = rows.filter(trade=trade)
    if text := clean_line(query, most=1000)[:40]:
        rows = rows.filter(Q(name__icontains=text) | Q(code__iexact=text) | Q(scope__icontains=text))
    return [_summary(row) for row in rows.order_by("code")]


def offering(offering_id: int, *, at: datetime | None = None) -> OfferingSummary:
    """The offering by id with its price at the instant (now), also when retired. Raises Missing."""
    row = _BY_ID.first(id=offering_id, at=at or clock.now())
    if row is None:
        raise Missing
    return _summary(row)


def offerings_of(ids: Iterable[int | None], *, at: datetime | None = None) -> dict[int, OfferingSummary]:
    """Several offerings by id, in one query."""
    wanted = {i for i in ids if i is not None}
    return {row.pk: _summary(row) for row in _with_price(at).filter(pk__in=wanted)}


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """Names by offering id, in one query, also of retired ones."""
    wanted = {i for i in ids if i is not None}
    return dict(Offering.objects.filter(pk__in=wanted).values_list("id", "name"))


def offering_by_code(code: str) -> OfferingSummary | None:
    """The offering with this code, also when retired; None when there is none."""
    row = _with_price(None).filter(code=code).first()
    return None if row is None else _summary(row)


def offering_by_name(name: str) -> OfferingSummary | None:
    """The oldest offering still offered under exactly this name; None when there is none."""
    row = _with_price(None).filter(name=name, retired_at__isnull=True).order_by("id").first()
    return None if row is None else _summary(row)


def standard_of(offering_id: int) -> tuple[StepSummary, ...]:
    """The steps of the offering's standard, in order."""
    rows = StandardStep.objects.filter(offering_id=offering_id).order_by("position")
    return tuple(StepSummary(row.position, row.title, row.detail, row.photo, row.remedy) for row in rows)


def step_counts(ids: Iterable[int]) -> dict[int, int]:
    """How many steps each standard has, in one query; every asked id is a key."""
    counts = dict.fromkeys(ids, 0)
    rows = StandardStep.objects.filter(offering_id__in=counts).values_list("offering_id")
    return counts | dict(rows.annotate(Count("id")))


def prices_of(offering_id: int) -> list[PriceSummary]:
    """Every price the offering has had or will have, the latest first."""
    rows = Price.objects.filter(offering_id=offering_id).order_by("-effective_from", "-id")
    return [PriceSummary(row.price_fen, row.effective_from, row.noted_at, row.by_name) for row in rows]


def price_questions() -> list[QuestionSummary]:
    """The imported prices that wait for a person, oldest first."""
    rows = PriceQuestion.objects.filter(settled_at__isnull=True).order_by("id")
    return [
        QuestionSummary(q.pk, q.raw_name, q.raw_price, q.raw_scope, q.reason, q.trade, q.source, q.asked_at)
        for q in rows
    ]


def count_price_questions() -> int:
    """How many imported prices wait for a person."""
    return int(PriceQuestion.objects.filter(settled_at__isnull=True).count())


def trade_names() -> dict[str, str]:
    """What each trade is called."""
    return {
        Trade.DAILY_CLEANING: _("Daily cleaning"),
        Trade.DEEP_CLEANING: _("Deep cleaning"),
        Trade.WINDOW_CLEANING: _("Window cleaning"),
        Trade.APPLIANCE_CLEANING: _("Appliance cleaning"),
        Trade.TIDYING: _("Tidying up"),
        Trade.COOKING: _("Cooking"),
        Trade.CHILDCARE: _("Child care"),
        Trade.NEWBORN_CARE: _("Newborn care"),
        Trade.ELDER_CARE: _("Elder care"),
        Trade.HOUSEKEEPING: _("Housekeeping"),
    }


def unit_names() -> dict[str, str]:
    """What each unit of price is called."""
    return {
        Unit.PER_HOUR: _("per hour"),
        Unit.PER_VISIT: _("per visit"),
        Unit.PER_MONTH: _("per month"),
        Unit.PER_DAY: _("per day"),
        Unit.PER_SQUARE_METRE: _("per square metre"),
    }


def photo_names() -> dict[str, str]:
    """What each wish for pictures is called."""
    return {
        Photo.NONE: _("no picture"),
        Photo.BEFORE: _("picture before"),
        Photo.AFTER: _("picture after"),
        Photo.BOTH: _("picture before and after"),
    }


def price_words(unit: str, price_fen: int) -> str:
    """A price as people read it: "¥50.00 per hour"."""
    return _("%(price)s %(unit)s") % {"price": yuan(price_fen), "unit": unit_names()[unit]}


def circumstance_names() -> dict[str, str]:
    """What each circumstance of a home is called."""
    return {
        Circumstance.CATS: _("cats"),
        Circumstance.DOGS: _("dogs"),
        Circumstance.SMOKING: _("smoking at home"),
        Circumstance.INFANT: _("a baby"),
        Circumstance.ELDER: _("old people"),
        Circumstance.BEDRIDDEN: _("somebody bedridden"),
        Circumstance.ALLERGY: _("an allergy"),
        Circumstance.SHANGHAINESE: _("Shanghainese"),
        Circumstance.CANTONESE: _("Cantonese"),
        Circumstance.LIGHT_FOOD: _("light cooking"),
        Circumstance.SPICY_FOOD: _("spicy cooking"),
        Circumstance.NORTHERN_FOOD: _("northern cooking"),
        Circumstance.HALAL: _("halal cooking"),
        Circumstance.VEGETARIAN: _("vegetarian cooking"),
        Circumstance.STAIRS: _("stairs without a lift"),
    }
