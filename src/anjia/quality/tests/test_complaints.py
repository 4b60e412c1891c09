from datetime import datetime, timedelta

import pytest

from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.promises.operations import sweep_promises
from anjia.promises.queries import promise_of
from anjia.promises.testing import states_of
from anjia.quality import queries
from anjia.quality.operations import (
    confirm_resolution,
    contest_resolution,
    escalate_complaint,
    open_complaint,
    reply_to_complaint,
    resolve_complaint,
    take_complaint,
)
from anjia.quality.queries import ComplaintFilter
from anjia.quality.rules import Cause, ComplaintState, Reason, Severity
from anjia.quality.testing import Scene, answer, caregiver, visit_done

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def told(complaint_id: int) -> list[str]:
    names = [fact.name.partition(".")[2] for fact in story_of(f"complaint:{complaint_id}")]
    return [name for name in reversed(names) if not name.startswith("Promise")]


def test_a_low_answer_opens_a_complaint_with_its_words_and_cause(complaint: int, scene: Scene) -> None:
    found = queries.complaint(complaint)
    assert (found.severity, found.cause, found.text) == (Severity.SERIOUS, Cause.ATTITUDE, "窗台没有擦")
    assert (found.visit_id, found.caregiver_id, found.survey_id) == (
        scene.visit_id,
        scene.caregiver_id,
        scene.survey_id,
    )
    assert found.state is ComplaintState.OPEN


def test_a_complaint_is_carried_by_two_promises(complaint: int, at: datetime) -> None:
    answered, settled = (promise_of(f"{what}_serious", f"complaint:{complaint}") for what in ("answered", "settled"))
    assert answered is not None
    assert settled is not None
    assert (answered.due_at, settled.due_at) == (at + 8 * HOUR, at + 48 * HOUR)


def test_a_serious_complaint_is_the_advisers_and_a_grave_one_the_leads(
    complaint: int, adviser: Actor, lead: Actor, at: datetime
) -> None:
    assert queries.complaint(complaint).owner_id == adviser.id
    grave = answer(visit_done(at=at, caregiver_id=caregiver(at=at, phone="13700000009")), 1, at=at)
    assert grave is not None
    assert queries.complaint(grave).owner_id == lead.id


def test_without_an_adviser_the_next_level_answers(scene: Scene, owner: Actor, at: datetime) -> None:
    complaint_id = answer(scene, 3, at=at)
    assert complaint_id is not None
    assert queries.complaint(complaint_id).owner_id == owner.id


def test_with_nobody_at_the_desk_a_complaint_is_open_all_the_same(scene: Scene, at: datetime) -> None:
    complaint_id = answer(scene, 3, at=at)
    assert complaint_id is not None
    assert queries.complaint(complaint_id).owner_id is None


def test_a_household_complains_in_its_own_words(scene: Scene, adviser: Actor, at: datetime) -> None:
    complaint_id = open_complaint(
        household_id=scene.household_id,
        visit_id=scene.visit_id,
        text="花瓶打碎了",
        cause=Cause.DAMAGE,
        at=at,
        by=scene.household,
    )
    found = queries.complaint(complaint_id)
    assert (found.cause, found.caregiver_id) == ("damage", scene.caregiver_id)
    assert told(complaint_id) == ["ComplaintOpened"]


def test_a_second_complaint_about_the_same_visit_is_sent_to_the_first(
    complaint: int, scene: Scene, at: datetime
) -> None:
    with pytest.raises(Refusal, match=str(complaint)):
        open_complaint(household_id=scene.household_id, visit_id=scene.visit_id, text="还有", at=at, by=scene.household)


def test_a_low_answer_after_an_own_complaint_opens_no_second(scene: Scene, at: datetime) -> None:
    open_complaint(household_id=scene.household_id, visit_id=scene.visit_id, text="迟到", at=at, by=scene.household)
    assert answer(scene, 1, at=at) is None


def test_a_complaint_without_words_is_refused(scene: Scene, at: datetime) -> None:
    with pytest.raises(Refusal):
        open_complaint(household_id=scene.household_id, visit_id=scene.visit_id, text=" ", at=at, by=scene.household)


def test_nobody_complains_about_anothers_visit(scene: Scene, at: datetime) -> None:
    other = visit_done(at=at, phone="13912345679", caregiver_id=scene.caregiver_id)
    with pytest.raises(Missing):
        open_complaint(
            household_id=other.household_id, visit_id=scene.visit_id, text="不满意", at=at, by=other.household
        )


def test_a_reply_keeps_the_promise_of_an_answer_once(complaint: int, adviser: Actor, at: datetime) -> None:
    for _n in range(2):
        reply_to_complaint(complaint_id=complaint, text="马上处理", at=at + HOUR, by=adviser)
    assert states_of(f"complaint:{complaint}") == {"answered_serious": "kept", "settled_serious": "open"}
    assert queries.complaint(complaint).state is ComplaintState.ANSWERED


def test_the_households_own_words_keep_no_promise(complaint: int, scene: Scene, at: datetime) -> None:
    reply_to_complaint(complaint_id=complaint, text="还没人联系我", at=at + HOUR, by=scene.household)
    assert states_of(f"complaint:{complaint}")["answered_serious"] == "open"
    assert queries.complaint(complaint).state is ComplaintState.OPEN
    assert told(complaint)[-1] == "HouseholdReplied"


def test_a_resolution_keeps_both_promises(complaint: int, adviser: Actor, at: datetime) -> None:
    resolve_complaint(complaint_id=complaint, text="周三重新打扫", at=at + HOUR, by=adviser)
    assert set(states_of(f"complaint:{complaint}").values()) == {"kept"}
    assert queries.complaint(complaint).settled
    assert queries.count_unsettled() == 0


def test_a_resolved_complaint_is_not_resolved_again(complaint: int, adviser: Actor, at: datetime) -> None:
    resolve_complaint(complaint_id=complaint, text="重做", at=at + HOUR, by=adviser)
    with pytest.raises(Refusal, match=r"11月22日|22 November"):
        resolve_complaint(complaint_id=complaint, text="重做", at=at + DAY, by=adviser)


def test_the_household_confirms_once(complaint: int, adviser: Actor, scene: Scene, at: datetime) -> None:
    resolve_complaint(complaint_id=complaint, text="重做", at=at + HOUR, by=adviser)
    confirm_resolution(complaint_id=complaint, at=at + DAY, by=scene.household)
    assert queries.complaint(complaint).state is ComplaintState.CONFIRMED
    with pytest.raises(Refusal):
        confirm_resolution(complaint_id=complaint, at=at + DAY, by=scene.household)


def test_nothing_can_be_confirmed_before_a_resolution(complaint: int, scene: Scene, at: datetime) -> None:
    with pytest.raises(Refusal):
        confirm_resolution(complaint_id=complaint, at=at, by=scene.household)


def test_a_contest_opens_it_again_one_person_further_up(
    complaint: int, adviser: Actor, lead: Actor, scene: Scene, at: datetime
) -> None:
    resolve_complaint(complaint_id=complaint, text="重做", at=at + HOUR, by=adviser)
    contest_resolution(complaint_id=complaint, text="还是没擦", at=at + DAY, by=scene.household)
    found = queries.complaint(complaint)
    assert (found.state, found.times_contested, found.owner_id) == (ComplaintState.CONTESTED, 1, lead.id)
    settled = promise_of("settled_serious", f"complaint:{complaint}")
    assert settled is not None
    assert (settled.state, settled.due_at) == ("open", at + DAY + 48 * HOUR)
    resolve_complaint(complaint_id=complaint, text="换人重做", at=at + 2 * DAY, by=lead)
    assert queries.complaint(complaint).settled


def test_a_contest_after_fourteen_days_is_refused(complaint: int, adviser: Actor, scene: Scene, at: datetime) -> None:
    resolve_complaint(complaint_id=complaint, text="重做", at=at, by=adviser)
    with pytest.raises(Refusal, match="14"):
        contest_resolution(complaint_id=complaint, text="还是没擦", at=at + 15 * DAY, by=scene.household)


def test_a_complaint_goes_up_once_per_broken_promise_and_never_past_the_owner(
    complaint: int, lead: Actor, owner: Actor, at: datetime
) -> None:
    given = {"complaint_id": complaint, "reason": Reason.NOT_ANSWERED, "at": at, "by": SYSTEM}
    promise = promise_of("answered_serious", f"complaint:{complaint}")
    assert promise is not None
    first = escalate_complaint(**given, promise_id=promise.id)
    assert escalate_complaint(**given, promise_id=promise.id) is None
    assert queries.complaint(complaint).owner_id == lead.id
    assert escalate_complaint(**given) is not None
    assert queries.complaint(complaint).owner_id == owner.id
    assert escalate_complaint(**given) is None
    assert states_of(f"escalation:{first}") == {"escalation_taken_up": "open"}


def test_staff_is_told_why_it_goes_no_further_up(complaint: int, adviser: Actor, at: datetime) -> None:
    for _level in range(2):
        escalate_complaint(complaint_id=complaint, reason=Reason.BY_HAND, at=at, by=adviser, text="请看")
    with pytest.raises(Refusal):
        escalate_complaint(complaint_id=complaint, reason=Reason.BY_HAND, at=at, by=adviser)


def test_a_reply_after_an_escalation_shows_that_it_was_taken_up(complaint: int, lead: Actor, at: datetime) -> None:
    step = escalate_complaint(complaint_id=complaint, reason=Reason.BY_HAND, at=at, by=SYSTEM)
    reply_to_complaint(complaint_id=complaint, text="我来处理", at=at + HOUR, by=lead)
    assert states_of(f"escalation:{step}") == {"escalation_taken_up": "kept"}


def test_a_settled_complaint_does_not_go_up(complaint: int, adviser: Actor, at: datetime) -> None:
    resolve_complaint(complaint_id=complaint, text="重做", at=at, by=adviser)
    assert escalate_complaint(complaint_id=complaint, reason=Reason.NOT_SETTLED, at=at, by=SYSTEM) is None


def test_whoever_takes_it_answers_for_it(complaint: int, lead: Actor, at: datetime) -> None:
    take_complaint(complaint_id=complaint, at=at, by=lead)
    assert queries.complaint(complaint).owner_id == lead.id


def test_a_case_tells_what_was_said_in_the_order_of_time(
    complaint: int, adviser: Actor, scene: Scene, at: datetime
) -> None:
    reply_to_complaint(complaint_id=complaint, text="马上", at=at + HOUR, by=adviser)
    escalate_complaint(complaint_id=complaint, reason=Reason.BY_HAND, at=at + 2 * HOUR, by=adviser)
    resolve_complaint(complaint_id=complaint, text="重做", at=at + 3 * HOUR, by=adviser)
    contest_resolution(complaint_id=complaint, text="没有", at=at + 4 * HOUR, by=scene.household)
    kinds = [message.kind for message in queries.case_of(complaint).for_household]
    assert kinds[:4] == ["reply", "escalation", "resolution", "contested"]


@pytest.mark.slow
def test_lists_narrow_and_page(scope: int, adviser: Actor, at: datetime) -> None:
    who = caregiver(at=at)
    ids = [answer(visit_done(at=at, caregiver_id=who), score, at=at) for score in (3, 1, 3, 1, 3)]
    resolve_complaint(complaint_id=ids[0] or 0, text="重做", at=at, by=adviser)

    def page(**wanted: object) -> list[int]:
        return [c.id for c in queries.complaints_page(ComplaintFilter(**wanted)).complaints]

    assert page() == ids[::-1]
    assert page(standing="settled") == ids[:1]
    assert page(standing="unsettled", severity="grave") == [ids[3], ids[1]]
    assert page(owner_id=adviser.id, standing="unsettled") == [ids[4], ids[3], ids[2], ids[1]]
    assert page(household_ids=()) == []
    first = queries.complaints_page(ComplaintFilter(), limit=2)
    assert [c.id for c in queries.complaints_page(ComplaintFilter(), before=first.next_before).complaints] == ids[2::-1]
    assert [c.id for c in queries.unsettled_complaints()] == ids[1:]
    assert queries.causes_since(at) == [("attitude", 5)]


def test_another_company_sees_nothing(complaint: int, scene: Scene, stranger_id: int, at: datetime) -> None:
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            queries.case_of(complaint)
        with pytest.raises(Missing):
            reply_to_complaint(complaint_id=complaint, text="x", at=at, by=Actor("staff", 1))
        assert queries.complaints_of_visits([scene.visit_id]) == {scene.visit_id: []}
        assert queries.count_unsettled() == 0


def test_another_household_sees_no_complaint(complaint: int, scene: Scene, at: datetime) -> None:
    with pytest.raises(Missing):
        reply_to_complaint(complaint_id=complaint, text="x", at=at, by=Actor("household", scene.household_id + 1))


def test_the_sweep_breaks_what_nobody_answered(complaint: int, at: datetime) -> None:
    assert sweep_promises(at=at + 9 * HOUR) == 1
    assert states_of(f"complaint:{complaint}")["answered_serious"] == "broken"
