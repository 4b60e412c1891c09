"""Answers as the caregiver reads them, her objections, and the weak links of each team."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from anjia.households import queries as households
from anjia.kernel.clock import day_of, midnight, monday_of
from anjia.kernel.errors import Missing
from anjia.quality.models import CaregiverWord, ObjectionDecision, Survey, WeakLinkTaken
from anjia.quality.queries.words import dimension_names
from anjia.quality.rules.answers import Dimension, Scores
from anjia.quality.rules.feedback import (
    DELAY,
    LEAST_TOGETHER,
    TEAM_OF,
    WEAK_SCORE,
    Stance,
    Team,
    may_object,
    strong_points,
    weak_links,
)
from anjia.quality.rules.redaction import quote_of

MONTHS_BACK = 3
WEAK_DAYS = 60


@dataclass(frozen=True)
class Word:
    """What the caregiver said to an answer, and what was decided."""

    id: int
    stance: Stance
    text: str
    at: datetime
    upheld: bool | None = None
    decision: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Feedback:
    """One answer as its caregiver may read it: the week, the service, plain sentences, harmless words. No names."""

    survey_id: int
    offering_id: int
    week_on: date
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    good_points: str
    points_to_improve: str
    withheld: bool
    words: tuple[Word, ...]
    may_reply: bool
    counts: bool


@dataclass(frozen=True)
class MonthTogether:
    """A month's answers as means; the only place where answers of discreet families appear, and only among others."""

    month_on: date
    count: int
    means: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Objection:
    """A caregiver's objection at the desk, with the answer it is about."""

    word: Word
    survey_id: int
    visit_id: int
    household_id: int
    caregiver_id: int
    scores: dict[str, int]
    good_points: str
    points_to_improve: str


@dataclass(frozen=True)
class WeakLink:
    """An answer that shows a team something to work on."""

    survey_id: int
    visit_id: int
    household_id: int
    caregiver_id: int
    offering_id: int
    team: Team
    dimensions: tuple[tuple[str, int], ...]
    points_to_improve: str
    answered_at: datetime
    taken: str = ""
    taken_by: str = ""


def _scores(row: Any) -> Scores:
    return Scores(row.attitude, row.skill, row.efficiency, row.problem_solving)


def feedback_for(caregiver_id: int, *, at: datetime, limit: int = 30) -> list[Feedback]:
    """What families said of a caregiver, the latest first, each a day after it was given; four queries."""
    rows = Survey.objects.filter(caregiver_id=caregiver_id, answered_at__lte=at - DELAY, discreet=False)
    found = list(rows.order_by("-answered_at", "-id")[:limit])
    words = _words(row.pk for row in found)
    names = households.names_of(row.household_id for row in found)
    return [_feedback(row, words.get(row.pk, ()), names.get(row.household_id, ""), at) for row in found]


def _feedback(row: Any, words: tuple[Word, ...], name: str, at: datetime) -> Feedback:
    good, improve = (quote_of(text, [name]) for text in (row.good_points, row.points_to_improve))
    called = dimension_names()
    scores = _scores(row)
    return Feedback(
        survey_id=row.pk,
        offering_id=row.offering_id,
        week_on=monday_of(day_of(row.asked_at)),
        strong=tuple(called[one] for one in strong_points(scores)),
        weak=tuple(called[one] for one in weak_links(scores)),
        good_points=good.text,
        points_to_improve=improve.text,
        withheld=bool((row.good_points and not good.whole) or (row.points_to_improve and not improve.whole)),
        words=words,
        may_reply=may_object(row.answered_at, at) and len(words) < len(Stance),
        counts=not any(word.upheld for word in words),
    )


def _words(ids: Iterable[int]) -> dict[int, tuple[Word, ...]]:
    rows = list(CaregiverWord.objects.filter(survey_id__in=list(ids)).order_by("id"))
    decided = {one.word_id: one for one in ObjectionDecision.objects.filter(word__in=rows)} if rows else {}
    found: dict[int, tuple[Word, ...]] = {}
    for row in rows:
        found[row.survey_id] = (*found.get(row.survey_id, ()), _word(row, decided.get(row.pk)))
    return found


def _word(row: Any, decision: Any) -> Word:
    said = Word(row.pk, Stance(row.stance), row.text, row.at)
    if decision is None:
        return said
    return Word(
        row.pk,
        said.stance,
        row.text,
        row.at,
        upheld=decision.upheld,
        decision=decision.text,
        decided_by=decision.by_name,
        decided_at=decision.at,
    )


def months_together(caregiver_id: int, *, at: datetime) -> list[MonthTogether]:
    """The means of this month and the two before, the latest first; left out are months of fewer than 3 families."""
    begin = _months_back(day_of(at).replace(day=1), MONTHS_BACK - 1)
    rows = Survey.objects.filter(
        caregiver_id=caregiver_id, answered_at__gte=midnight(begin), answered_at__lte=at - DELAY
    )
    by_month: dict[date, list[Any]] = {}
    for row in rows.order_by("-answered_at"):
        by_month.setdefault(day_of(row.answered_at).replace(day=1), []).append(row)
    return [
        _together(month, group)
        for month, group in by_month.items()
        if len({row.household_id for row in group}) >= LEAST_TOGETHER
    ]


def _months_back(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _together(month: date, rows: list[Any]) -> MonthTogether:
    names = dimension_names()
    means = [(names[one], sum(getattr(row, one.value) for row in rows) / len(rows)) for one in Dimension]
    return MonthTogether(month, len(rows), tuple(means))


def objections(*, decided: bool | None = False, limit: int = 100) -> list[Objection]:
    """Caregivers' objections: the open ones the oldest first, or the decided (all: None) the latest first."""
    rows = CaregiverWord.objects.filter(stance=Stance.OBJECTION).select_related("survey")
    if decided is not None:
        ended = ObjectionDecision.objects.values("word_id")
        rows = rows.filter(pk__in=ended) if decided else rows.exclude(pk__in=ended)
    found = list(rows.order_by("id" if decided is False else "-id")[:limit])
    made = {one.word_id: one for one in ObjectionDecision.objects.filter(word__in=found)}
    return [_objection(row, made.get(row.pk)) for row in found]


def objection(word_id: int) -> Objection:
    """One objection. Raises Missing."""
    row = CaregiverWord.objects.filter(pk=word_id, stance=Stance.OBJECTION).select_related("survey").first()
    if row is None:
        raise Missing
    return _objection(row, ObjectionDecision.objects.filter(word=row).first())


def _objection(row: Any, decision: Any) -> Objection:
    survey = row.survey
    return Objection(
        word=_word(row, decision),
        survey_id=survey.pk,
        visit_id=survey.visit_id,
        household_id=survey.household_id,
        caregiver_id=row.caregiver_id,
        scores={one.value: score for one, score in _scores(survey).each().items()},
        good_points=survey.good_points,
        points_to_improve=survey.points_to_improve,
    )


def weak_links_of(*, at: datetime, team: Team | None = None, taken: bool = False, limit: int = 60) -> list[WeakLink]:
    """What the answers of the last 60 days showed, the latest first: open, or taken up; of one team or of all."""
    dimensions = [one for one in Dimension if team is None or TEAM_OF[one] is team]
    weak = Q()
    for one in dimensions:
        weak |= Q(**{f"{one.value}__lte": WEAK_SCORE})
    since = at - timedelta(days=WEAK_DAYS)
    rows = Survey.objects.filter(weak, answered_at__gte=since).order_by("-answered_at", "-id")
    found = list(rows[: limit * 4])
    done = {(one.survey_id, one.team): one for one in WeakLinkTaken.objects.filter(survey__in=found)}
    links = [link for row in found for link in _links(row, team, done)]
    return [link for link in links if bool(link.taken) is taken][:limit]


def _links(row: Any, only: Team | None, done: dict[tuple[int, str], Any]) -> list[WeakLink]:
    scores, names = _scores(row), dimension_names()
    weak = weak_links(scores)
    teams = dict.fromkeys(TEAM_OF[one] for one in weak if only is None or TEAM_OF[one] is only)
    return [
        WeakLink(
            survey_id=row.pk,
            visit_id=row.visit_id,
            household_id=row.household_id,
            caregiver_id=row.caregiver_id,
            offering_id=row.offering_id,
            team=team,
            dimensions=tuple((names[one], scores.each()[one]) for one in weak if TEAM_OF[one] is team),
            points_to_improve=row.points_to_improve,
            answered_at=row.answered_at,
            taken=done[(row.pk, team)].text if (row.pk, team) in done else "",
            taken_by=done[(row.pk, team)].by_name if (row.pk, team) in done else "",
        )
        for team in teams
    ]


def weak_counts(links: Iterable[WeakLink]) -> dict[Team, int]:
    """How many links each team has."""
    return dict(Counter(link.team for link in links))


def weak_team_names() -> dict[str, str]:
    """Who works on what."""
    return {
        Team.QUALITY: _("Training and quality"),
        Team.DISPATCH: _("Dispatch"),
        Team.ADVISERS: _("Advisers"),
    }
