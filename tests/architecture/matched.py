"""What the small company weighed: two candidates, a word of a household, a wish that a person look again; and what a
caregiver says of herself."""

from datetime import datetime
from typing import Any

from anjia.dispatch.operations import ask_review, keep_weighed, refuse_caregiver
from anjia.dispatch.queries import assignment_of, weighed_of_caregiver
from anjia.dispatch.rules import Side
from anjia.kernel.actors import SYSTEM
from anjia.workforce.operations import say_suiting


def match(ids: dict[str, Any], now: datetime) -> None:
    """The coming visit is weighed; the visit before is to be looked at again; one caregiver is not to come soon."""
    coming, done = assignment_of(ids["visit_id"]), assignment_of(ids["done_visit_id"])
    assert coming is not None
    assert done is not None
    keep_weighed(assignment_id=coming.id, at=now)
    say_suiting(caregiver_id=ids["caregiver_id"], strengths=["infant"], limits=[], at=now, by=SYSTEM)
    ids["own_weighed_id"] = weighed_of_caregiver(ids["caregiver_id"])[0].id
    asked = {"words": "为什么", "at": now, "by": SYSTEM}
    ids["review_id"] = ask_review(assignment_id=done.id, side=Side.HOUSEHOLD, asker_id=ids["household_id"], **asked)
    ids["preference_id"] = refuse_caregiver(
        household_id=ids["household_id"],
        caregiver_id=ids["other_caregiver_id"],
        visit_id=ids["done_visit_id"],
        at=now,
        by=SYSTEM,
    )
