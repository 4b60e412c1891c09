"""What the inbox hears."""

from datetime import datetime

from anjia.households import queries as households
from anjia.kernel.actors import Actor
from anjia.quality import queries as quality
from anjia.quality.events import SurveyAnswered
from anjia.voice import operations
from anjia.voice.operations import SurveyWords
from anjia.voice.rules import Channel


def keep_the_answer(event: SurveyAnswered, *, at: datetime) -> None:
    """A household answered in words: they come into the inbox, once per survey however often this is heard."""
    survey = quality.survey(event.survey_id)
    name = households.names_of([event.household_id]).get(event.household_id, "")
    opened = quality.complaints_of_visits([event.visit_id])[event.visit_id]
    words = SurveyWords(
        survey_id=event.survey_id,
        household_id=event.household_id,
        name=name,
        visit_id=event.visit_id,
        caregiver_id=event.caregiver_id,
        good_points=survey.good_points,
        points_to_improve=survey.points_to_improve,
        written_at=at,
        complained=any(one.survey_id == event.survey_id for one in opened),
    )
    operations.hear(Channel.SURVEY, words, at=at, by=Actor("household", event.household_id, name))
