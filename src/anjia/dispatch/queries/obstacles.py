"""Saying why a caregiver cannot take a job, each gate by its name, with the date and the measure."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from anjia.dispatch import rules
from anjia.dispatch.queries.columns import Spot
from anjia.dispatch.queries.reasons import hours
from anjia.dispatch.rules import Job, Obstacle, Record, Roster, Work
from anjia.kernel.clock import at_minute, day_of
from anjia.kernel.dates import day_in_words, moment_in_words
from anjia.workforce import queries as workforce


@dataclass(frozen=True)
class Outlook:
    """What is known of one caregiver around a need, in columns.

    What is said of her districts is the same on every date: whoever asks of many keeps it in one `of_districts`.
    """

    caregiver_id: int
    trade: str
    person: Roster
    work: Work
    record: Record
    job: Job
    start: int
    at: datetime
    spot: Spot
    of_districts: dict[int, str] = field(default_factory=dict)


def kept_sentences() -> tuple[str, ...]:
    """Every sentence that says why she cannot come, with the names of its values, in no reader's language."""
    with override(None):
        return (*_sentences().values(), _quicker(), *_district_sentences(), *_paper_sentences())


def obstacle_sentence(outlook: Outlook, name: str) -> str:
    """The gate that is shut, in a sentence. Free by now but refused: somebody else was quicker."""
    found = rules.obstacle(outlook.person, outlook.work, outlook.job, outlook.start)
    values = {"name": name, "when": spoken(outlook.start)}
    if found is None:
        return _quicker() % values
    if found == Obstacle.PAPERS:
        return _paper_sentence(outlook, values)
    if found == Obstacle.DISTRICT:
        if outlook.caregiver_id not in outlook.of_districts:
            outlook.of_districts[outlook.caregiver_id] = _district_sentence(outlook, name)
        return outlook.of_districts[outlook.caregiver_id]
    return _sentences()[found] % (values | _measures(outlook))


def _sentences() -> dict[Obstacle, str]:
    return {
        Obstacle.HOURS: _("%(name)s does not work on %(when)s."),
        Obstacle.LEAVE: _("%(name)s is on leave on %(when)s."),
        Obstacle.AREA: _("%(name)s goes %(farthest)d minutes from home at most; this home is %(way)d minutes away."),
        Obstacle.TAKEN: _("%(name)s has something else on %(when)s already."),
        Obstacle.WAY: _("%(name)s cannot be there on %(when)s: the way from her other visit takes longer."),
        Obstacle.DAY_FULL: _(
            "With this visit %(name)s would work more than %(day_hours)s hours on the day of %(when)s."
        ),
        Obstacle.WEEK_FULL: _(
            "With this visit %(name)s would work more than %(week_hours)s hours in the week of %(when)s."
        ),
        Obstacle.DAY_OFF: _("With this visit on %(when)s %(name)s would work seven days without a day off."),
        Obstacle.REST: _(
            "Around %(when)s %(name)s would have less than %(rest_hours)s hours of rest between two days."
        ),
    }


def _quicker() -> str:
    return _("The time of %(name)s on %(when)s has just been taken.")


def _measures(outlook: Outlook) -> dict[str, str | int]:
    person, job, rest = outlook.person, outlook.job, outlook.job.rest
    ways = rules.travel_minutes(person.latitude, person.longitude, job.latitude, job.longitude)
    measures: dict[str, str | int] = {"farthest": int(person.farthest[0]), "way": int(ways[0])}
    if rest is not None:
        measures["day_hours"], measures["week_hours"] = hours(rest.day_minutes), hours(rest.week_minutes)
        measures["rest_hours"] = hours(rest.between_minutes)
    return measures


def _district_sentence(outlook: Outlook, name: str) -> str:
    """To which districts she keeps, and where the home is."""
    hers, district = workforce.caregiver(outlook.caregiver_id).only_in, outlook.spot.district()
    known, unknown = _district_sentences()
    return (known if district else unknown) % {"name": name, "districts": _(", ").join(hers), "district": district}


def _district_sentences() -> tuple[str, str]:
    return (
        _("%(name)s works in %(districts)s only; this home is in %(district)s."),
        _("%(name)s works in %(districts)s only, and in which district this home is, nobody has noted."),
    )


def _paper_sentence(outlook: Outlook, values: dict[str, str]) -> str:
    """Which paper, since when, and who asks for it. A visit over midnight may lack it on its second day alone."""
    days = (day_of(at_minute(minute)) for minute in (outlook.start, outlook.start + outlook.job.minutes - 1))
    gap = next(filter(None, (workforce.paper_gap(outlook.caregiver_id, outlook.trade, day) for day in days)), None)
    missing, ran_out, never = _paper_sentences()
    if gap is None:
        return missing % values
    paper = workforce.paper_names()[gap.kind]
    facts = values | {"paper": paper, "by": gap.article or _("the company's own rule")}
    if gap.ended_on is not None:
        return ran_out % (facts | {"day": day_in_words(gap.ended_on)})
    return never % facts


def _paper_sentences() -> tuple[str, str, str]:
    return (
        _("A paper of %(name)s that this work asks for is missing on %(when)s."),
        _("%(name)s's %(paper)s ran out on %(day)s, so she cannot be sent on %(when)s (%(by)s)."),
        _("%(name)s has no valid %(paper)s on record, so she cannot be sent on %(when)s (%(by)s)."),
    )


def spoken(minute: int) -> str:
    """An epoch minute as people say it: "3 March 14:00"."""
    return _spoken(minute, get_language())


@lru_cache(maxsize=1024)
def _spoken(minute: int, _language: str | None) -> str:
    at = at_minute(minute)
    return moment_in_words(at, beside=day_of(at))
