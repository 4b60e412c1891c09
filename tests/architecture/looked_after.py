"""What the small company does about its quality: an inspection, a round, an objection, an interview, a consultation."""

from datetime import datetime
from typing import Any

from anjia.fieldwork.testing import a_photo
from anjia.inspections.operations import FindingSeen, hold_inspection, set_round
from anjia.inspections.queries import deviations, planned
from anjia.inspections.rules import Result, Severity, Target
from anjia.kernel.actors import Actor
from anjia.kernel.clock import day_of
from anjia.quality.operations import plan_interview, reply_to_answer, start_consultation
from anjia.quality.rules.feedback import Stance


def look_after(ids: dict[str, Any], lead: Actor, seen_at: datetime, now: datetime) -> None:
    """An inspection with a deviation, a round, an objection, an interview and a consultation."""
    hold_inspection(
        inspection_id=planned()[0].id,
        visit_id=ids["done_visit_id"],
        findings=[FindingSeen(1, Result.DEVIATION, Severity.MINOR, photo=a_photo())],
        at_home=True,
        agreed=True,
        note="",
        at=seen_at,
        by=lead,
    )
    ids["finding_id"] = deviations()[0].id
    ids["round_id"] = set_round(
        target=Target.CAREGIVER,
        target_id=ids["caregiver_id"],
        every_weeks=2,
        starts_on=day_of(now),
        at=now,
        by=lead,
    )
    ids["inspection_id"] = planned()[0].id
    ids["word_id"] = reply_to_answer(
        survey_id=ids["survey_id"],
        caregiver_id=ids["caregiver_id"],
        stance=Stance.OBJECTION,
        text="那天停水",
        at=now,
        by=Actor("caregiver", ids["caregiver_id"], "李阿姨"),
    )
    ids["interview_id"] = plan_interview(household_id=ids["household_id"], at=now, by=lead)
    ids["consultation_id"] = start_consultation(
        household_id=ids["household_id"], topic="地板", question="多久打蜡", staff_id=lead.id, at=now, by=lead
    )
