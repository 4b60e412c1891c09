"""The facts of inspections in words, for the desk and (where it was at home) for the family."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.inspections.events import (
    DeviationFound,
    DeviationRemedied,
    DeviationVerified,
    InspectionDropped,
    InspectionHeld,
    InspectionPlanned,
    RoundEnded,
    RoundSet,
    SamplingPlanPublished,
    SpotChecksDrawn,
)
from anjia.inspections.queries import kind_names, severity_names, target_names
from anjia.interfaces.shared.story import Telling, name_of, tells
from anjia.kernel.dates import day_in_words


def _page(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _named(names: dict[str, str], value: str) -> str:
    return names.get(value, value)


@tells(RoundSet)
def round_set(event: RoundSet) -> Telling:
    values: dict[str, str | int] = {"target": _named(target_names(), event.target), "count": event.every_weeks}
    words = ngettext(
        "A round every %(count)d week was set (%(target)s).",
        "A round every %(count)d weeks was set (%(target)s).",
        event.every_weeks,
    )
    return Telling(icon="clock", sentence=words % values, url=_page("desk:inspections"))


@tells(RoundEnded)
def round_ended(event: RoundEnded) -> Telling:
    words = _("A round was ended (%(target)s).") % {"target": _named(target_names(), event.target)}
    return Telling(icon="x", sentence=words, url=_page("desk:inspections"))


@tells(SamplingPlanPublished)
def plan_published(event: SamplingPlanPublished) -> Telling:
    words = _("Version %(version)d of the sampling plan was published: %(checks)d spot checks a week.")
    return Telling(
        icon="shield",
        sentence=words % {"version": event.version, "checks": event.checks},
        url=_page("desk:sampling-plan"),
    )


@tells(SpotChecksDrawn)
def checks_drawn(event: SpotChecksDrawn) -> Telling:
    words = _("%(drawn)d spot checks were drawn from %(frame)d visits.")
    return Telling(
        icon="search",
        sentence=words % {"drawn": event.drawn, "frame": event.frame},
        url=_page("desk:draw", event.draw_id),
    )


@tells(InspectionPlanned)
def inspection_planned(event: InspectionPlanned) -> Telling:
    values = {"kind": _named(kind_names(), event.kind), "day": day_in_words(event.due_on)}
    return Telling(
        icon="clock",
        sentence=_("%(kind)s planned for %(day)s.") % values,
        url=_page("desk:inspection", event.inspection_id),
    )


@tells(InspectionHeld)
def inspection_held(event: InspectionHeld) -> Telling:
    values = {
        "kind": _named(kind_names(), event.kind),
        "name": name_of("caregiver", event.caregiver_id),
        "seen": event.seen,
        "deviations": event.deviations,
    }
    home = _("We looked at the work of %(name)s at your home: %(seen)d steps, %(deviations)d to be put right.")
    return Telling(
        icon="search",
        tone="warn" if event.deviations else "good",
        sentence=_("%(kind)s of %(name)s: %(seen)d steps seen, %(deviations)d deviations.") % values,
        url=_page("desk:inspection", event.inspection_id),
        to_household=home % values if event.at_home else "",
        household_url=_page("household:visit", event.visit_id) if event.at_home else "",
    )


@tells(InspectionDropped)
def inspection_dropped(event: InspectionDropped) -> Telling:
    return Telling(
        icon="x",
        sentence=_("An inspection will not take place."),
        url=_page("desk:inspection", event.inspection_id),
        details=((_("Reason"), event.reason),),
    )


@tells(DeviationFound)
def deviation_found(event: DeviationFound) -> Telling:
    values = {"step": event.title, "severity": _named(severity_names(), event.severity)}
    return Telling(
        icon="warning",
        tone="bad",
        sentence=_("Deviation at “%(step)s” (%(severity)s); its remedy is promised.") % values,
        url=_page("desk:finding", event.finding_id),
    )


@tells(DeviationRemedied)
def deviation_remedied(event: DeviationRemedied) -> Telling:
    return Telling(
        icon="check",
        sentence=_("“%(step)s” was put right; somebody looks again.") % {"step": event.title},
        url=_page("desk:finding", event.finding_id),
    )


@tells(DeviationVerified)
def deviation_verified(event: DeviationVerified) -> Telling:
    right = _("“%(step)s” was looked at again and is right.")
    words = right if event.right else _("“%(step)s” was looked at again and is still not right.")
    return Telling(
        icon="check-circle" if event.right else "undo",
        tone="good" if event.right else "warn",
        sentence=words % {"step": event.title},
        url=_page("desk:finding", event.finding_id),
    )
