"""The facts of day plans in words."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.dayplans.events import (
    DayPlanAccepted,
    DayPlanProposed,
    DayPlanUndone,
    PlanWeightsPublished,
    RepairProposed,
    VisitPinned,
    VisitUnpinned,
)
from anjia.interfaces.shared import formats
from anjia.interfaces.shared.savings import saving_words
from anjia.interfaces.shared.story import Telling, tells
from anjia.kernel import clock


def _page(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _day(event: DayPlanProposed | RepairProposed | DayPlanAccepted | DayPlanUndone) -> str:
    return formats.short_day(event.day, clock.day_of(clock.now()))


@tells(PlanWeightsPublished)
def weights_published(event: PlanWeightsPublished) -> Telling:
    words = _("Version %(version)d of the weights of day plans was published.") % {"version": event.version}
    return Telling(icon="shield", sentence=words, url=_page("desk:plan-weights"))


@tells(DayPlanProposed)
def plan_proposed(event: DayPlanProposed) -> Telling:
    words = ngettext(
        "A plan for %(day)s is ready: %(count)d change, %(saving)s. Nothing has changed yet.",
        "A plan for %(day)s is ready: %(count)d changes, %(saving)s. Nothing has changed yet.",
        event.moves,
    )
    values = {"day": _day(event), "count": event.moves, "saving": saving_words(event.saved_fen)}
    return Telling(icon="board", sentence=words % values, url=_page("desk:day-plan", event.day_plan_id))


@tells(RepairProposed)
def repair_proposed(event: RepairProposed) -> Telling:
    words = ngettext(
        "A repair for %(count)d visit is proposed. Nothing has changed yet.",
        "A repair for %(count)d visits is proposed. Nothing has changed yet.",
        event.orphans,
    )
    return Telling(
        icon="refresh",
        tone="warn" if event.unserved else "",
        sentence=words % {"count": event.orphans},
        url=_page("desk:day-plan", event.day_plan_id),
    )


@tells(DayPlanAccepted)
def plan_accepted(event: DayPlanAccepted) -> Telling:
    words = ngettext(
        "%(count)d change of day plan %(number)d was accepted.",
        "%(count)d changes of day plan %(number)d were accepted.",
        event.moves,
    )
    values = {"count": event.moves, "number": event.day_plan_id}
    return Telling(
        icon="check-circle", tone="good", sentence=words % values, url=_page("desk:day-plan", event.day_plan_id)
    )


@tells(DayPlanUndone)
def plan_undone(event: DayPlanUndone) -> Telling:
    words = ngettext(
        "%(count)d change of day plan %(number)d was taken back.",
        "%(count)d changes of day plan %(number)d were taken back.",
        event.moves,
    )
    values = {"count": event.moves, "number": event.day_plan_id}
    return Telling(icon="undo", sentence=words % values, url=_page("desk:day-plan", event.day_plan_id))


@tells(VisitPinned)
def visit_pinned(event: VisitPinned) -> Telling:
    return Telling(
        icon="shield", sentence=_("The visit was pinned: no plan moves it."), url=_page("desk:visit", event.visit_id)
    )


@tells(VisitUnpinned)
def visit_unpinned(event: VisitUnpinned) -> Telling:
    return Telling(icon="undo", sentence=_("Plans may move the visit again."), url=_page("desk:visit", event.visit_id))
