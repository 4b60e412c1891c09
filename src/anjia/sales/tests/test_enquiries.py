"""From the question to the first answer, and to the loss."""

from datetime import datetime, timedelta

import pytest

from anjia.company.operations import engage_staff
from anjia.company.rules import Role
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.promises.queries import promise_of
from anjia.sales import operations, queries
from anjia.sales.rules import Loss
from anjia.sales.testing import ask, propose

pytestmark = pytest.mark.usefixtures("scope")
ADVISER = Actor("staff", 1, "周敏")


def names(enquiry_id: int) -> list[str]:
    return [fact.name.partition(".")[2] for fact in story_of(f"enquiry:{enquiry_id}")][::-1]


def test_an_enquiry_is_promised_an_answer_within_two_hours(at: datetime) -> None:
    asking = ask(at=at)
    promise = promise_of("first_contact", f"enquiry:{asking.enquiry_id}")
    assert promise is not None
    assert promise.due_at == at + timedelta(hours=2)
    assert promise.household_id == asking.household_id


def test_a_form_sent_twice_is_one_enquiry(at: datetime) -> None:
    first = ask(at=at)
    again = ask(at=at + timedelta(minutes=9))
    later = ask(at=at + timedelta(minutes=10))
    other = ask(at=at, text="想做一次开荒保洁")
    assert again.enquiry_id == first.enquiry_id
    assert len({first.enquiry_id, later.enquiry_id, other.enquiry_id}) == 3


def test_the_first_answer_keeps_the_promise_and_later_ones_only_stand_in_the_log(at: datetime) -> None:
    enquiry_id = ask(at=at).enquiry_id
    for minutes in (30, 90):
        operations.record_contact(
            enquiry_id=enquiry_id, channel="phone", note="电话沟通", at=at + timedelta(minutes=minutes), by=ADVISER
        )
    promise = promise_of("first_contact", f"enquiry:{enquiry_id}")
    assert promise is not None
    assert promise.state == "kept"
    enquiry = queries.enquiry(enquiry_id)
    assert (enquiry.state, enquiry.contacted_at) == ("contacted", at + timedelta(minutes=30))
    answered = [fact for fact in story_of(f"enquiry:{enquiry_id}") if fact.name == "sales.EnquiryAnswered"]
    assert [fact.event.to_body()["waited_minutes"] for fact in answered] == [30]
    assert [contact.by_name for contact in queries.contacts_of(enquiry_id)] == ["周敏", "周敏"]


def test_a_call_that_nobody_answered_keeps_nothing(at: datetime) -> None:
    enquiry_id = ask(at=at).enquiry_id
    operations.record_contact(enquiry_id=enquiry_id, channel="phone", note="无人接听", reached=False, at=at, by=ADVISER)
    promise = promise_of("first_contact", f"enquiry:{enquiry_id}")
    assert promise is not None
    assert promise.state == "open"
    assert queries.enquiry(enquiry_id).state == "open"
    assert not queries.contacts_of(enquiry_id)[0].reached


def test_an_answer_after_two_hours_does_not_mend_the_promise(at: datetime) -> None:
    enquiry_id = ask(at=at).enquiry_id
    operations.record_contact(
        enquiry_id=enquiry_id, channel="phone", note="", at=at + timedelta(minutes=121), by=ADVISER
    )
    promise = promise_of("first_contact", f"enquiry:{enquiry_id}")
    assert promise is not None
    assert promise.state == "broken"
    assert queries.enquiry(enquiry_id).state == "contacted"


@pytest.mark.parametrize("reason", [loss.value for loss in Loss])
def test_a_lost_enquiry_says_why_and_stays_lost(at: datetime, reason: str) -> None:
    enquiry_id = ask(at=at).enquiry_id
    operations.lose_enquiry(enquiry_id=enquiry_id, reason=reason, note="太贵", at=at, by=ADVISER)
    enquiry = queries.enquiry(enquiry_id)
    assert (enquiry.state, enquiry.lost_reason, enquiry.lost_note) == ("lost", reason, "太贵")
    assert queries.losses_since(at) == {reason: 1}
    promise = promise_of("first_contact", f"enquiry:{enquiry_id}")
    assert promise is not None
    assert promise.state == "released"
    with pytest.raises(Refusal):
        operations.record_contact(enquiry_id=enquiry_id, channel="phone", note="", at=at, by=ADVISER)
    with pytest.raises(Refusal):
        operations.lose_enquiry(enquiry_id=enquiry_id, reason=reason, at=at, by=ADVISER)


def test_a_loss_without_a_reason_is_refused(at: datetime) -> None:
    enquiry_id = ask(at=at).enquiry_id
    with pytest.raises(Refusal) as refused:
        operations.lose_enquiry(enquiry_id=enquiry_id, reason="because", at=at, by=ADVISER)
    assert refused.value.field == "reason"


def test_losing_an_enquiry_closes_its_proposal(at: datetime) -> None:
    asking = ask(at=at)
    sent = propose(asking, at=at)
    operations.lose_enquiry(enquiry_id=asking.enquiry_id, reason="price", at=at, by=ADVISER)
    with pytest.raises(Refusal):
        operations.accept_proposal(proposal_id=sent.id, at=at, by=SYSTEM)


def test_a_won_enquiry_is_won_once(at: datetime) -> None:
    enquiry_id = ask(at=at).enquiry_id
    for _ in range(2):
        operations.win_enquiry(enquiry_id=enquiry_id, at=at, by=ADVISER)
    assert queries.enquiry(enquiry_id).state == "won"
    assert names(enquiry_id).count("EnquiryAnswered") == 1


def test_an_adviser_takes_an_enquiry_once(at: datetime) -> None:
    enquiry_id = ask(at=at).enquiry_id
    staff_id = engage_staff(
        name="周敏", phone="13700000001", password="correct-horse", roles=[Role.ADVISER], at=at, by=SYSTEM
    )
    for _ in range(2):
        operations.take_enquiry(enquiry_id=enquiry_id, staff_id=staff_id, at=at, by=ADVISER)
    assert queries.enquiry(enquiry_id).adviser_id == staff_id
    assert names(enquiry_id).count("EnquiryTaken") == 1
    with pytest.raises(Missing):
        operations.take_enquiry(enquiry_id=enquiry_id, staff_id=staff_id + 1, at=at, by=ADVISER)


def test_a_doubt_and_the_proof_that_answered_it_help_the_next_talk(at: datetime) -> None:
    enquiry_id = ask(at=at).enquiry_id
    open_id = operations.raise_objection(enquiry_id=enquiry_id, doubt="trust", text="怕丢东西", at=at, by=ADVISER)
    operations.raise_objection(
        enquiry_id=enquiry_id, doubt="price", text="比别家贵", proof="按标准做,差一项退一项", at=at, by=ADVISER
    )
    assert queries.proofs_for("trust") == []
    operations.answer_objection(objection_id=open_id, proof="出示阿姨体检与背调记录", at=at, by=ADVISER)
    assert queries.proofs_for("trust") == ["出示阿姨体检与背调记录"]
    assert [bool(one.answered_at) for one in queries.objections_of(enquiry_id)] == [True, True]
    assert names(enquiry_id).count("ObjectionAnswered") == 2


def test_a_doubt_without_words_is_refused(at: datetime) -> None:
    enquiry_id = ask(at=at).enquiry_id
    with pytest.raises(Refusal):
        operations.raise_objection(enquiry_id=enquiry_id, doubt="price", text=" ", at=at, by=ADVISER)


def test_another_companys_enquiry_is_missing(at: datetime, stranger_id: int) -> None:
    asking = ask(at=at)
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            queries.enquiry(asking.enquiry_id)
        with pytest.raises(Missing):
            operations.record_contact(enquiry_id=asking.enquiry_id, channel="phone", note="", at=at, by=ADVISER)
        with pytest.raises(Missing):
            operations.receive_enquiry(household_id=asking.household_id, channel="phone", text="", at=at, by=ADVISER)
        assert queries.enquiry_list() == []


def test_the_board_lists_by_state_and_counts(at: datetime) -> None:
    first, second = ask(at=at), ask(at=at, phone="13800138000")
    operations.record_contact(enquiry_id=second.enquiry_id, channel="wechat", note="", at=at, by=ADVISER)
    assert queries.count_states() == {"open": 1, "contacted": 1, "interviewed": 0, "proposed": 0}
    assert [one.id for one in queries.enquiry_list()] == [second.enquiry_id, first.enquiry_id]
    assert [one.id for one in queries.enquiry_list(states=["open"])] == [first.enquiry_id]
    assert [one.id for one in queries.enquiry_list(household_ids=[first.household_id])] == [first.enquiry_id]
    assert [one.id for one in queries.open_enquiries()] == [first.enquiry_id]
    assert queries.count_open_enquiries() == 1


def test_losing_an_enquiry_after_its_two_hours_leaves_the_promise_broken(at: datetime) -> None:
    asking = ask(at=at)
    operations.lose_enquiry(enquiry_id=asking.enquiry_id, reason=Loss.PRICE, at=at + timedelta(hours=3), by=ADVISER)
    promise = promise_of("first_contact", f"enquiry:{asking.enquiry_id}")
    assert promise is not None
    assert promise.state == "broken"


def test_the_last_minute_still_keeps_it_with_what_was_said_as_evidence(at: datetime) -> None:
    asking = ask(at=at)
    said = {"channel": "phone", "note": "已电话联系，约了周三访谈"}
    operations.record_contact(enquiry_id=asking.enquiry_id, **said, at=at + timedelta(hours=2), by=ADVISER)
    promise = promise_of("first_contact", f"enquiry:{asking.enquiry_id}")
    assert promise is not None
    assert (promise.state, promise.evidence) == ("kept", "已电话联系，约了周三访谈")
