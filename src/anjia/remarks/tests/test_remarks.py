"""Making remarks, correcting them, training and choosing a reader."""

from datetime import datetime, timedelta

import pytest

from anjia.company.rules import Role
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts, story_of
from anjia.quality.operations import open_complaint, reply_to_complaint
from anjia.quality.rules import Cause, Severity
from anjia.quality.testing import Scene, answer
from anjia.remarks import operations, queries, tasks
from anjia.remarks.handlers import read_the_answer, read_the_complaint, read_the_message, read_the_reply
from anjia.remarks.models import Label, TrainedReader
from anjia.remarks.queries import RemarkFilter
from anjia.remarks.rules import Aspect, Polarity, Source
from anjia.remarks.testing import labelled, remark
from anjia.voice.testing import a_chat, a_form

WEEK = timedelta(days=7)


def facts_of(name: str) -> list:
    return [fact.event for fact in latest_facts(names=[name])]


def facts(name: str) -> list:
    return facts_of(f"remarks.{name}")


def test_a_text_becomes_one_remark_with_its_aspects(scene: Scene, at: datetime) -> None:
    first = remark(scene, "阿姨很热情，但是玻璃没擦干净", at=at, origin="message:1")
    assert remark(scene, "阿姨很热情，但是玻璃没擦干净", at=at, origin="message:1") == first
    found = queries.remark(first)
    assert found.polarity is Polarity.UNHAPPY
    assert {one.aspect: one.polarity for one in found.aspects} == {
        Aspect.CLEANLINESS: Polarity.UNHAPPY,
        Aspect.ATTITUDE: Polarity.HAPPY,
    }
    assert [(piece.text, piece.kind) for piece in found.pieces if piece.kind] == [
        ("热情", "happy"),
        ("没擦干净", "unhappy"),
    ]
    assert "".join(piece.text for piece in found.pieces) == found.text
    (fact,) = facts("RemarkRead")
    assert (fact.unhappy_about, fact.happy_about) == (("cleanliness",), ("attitude",))


@pytest.mark.parametrize("text", ["", "   \n", "\x00\x01"])
def test_nothing_written_is_no_remark(scene: Scene, at: datetime, text: str) -> None:
    made = operations.make_remark(
        source=Source.MESSAGE, origin="message:1", text=text, written_at=at, household_id=scene.household_id, at=at,
        by=scene.household,
    )  # fmt: skip
    assert made is None


def test_a_megabyte_of_emoji_is_kept_by_its_beginning(scene: Scene, at: datetime) -> None:
    assert len(queries.remark(remark(scene, "😡" * 300_000, at=at)).text) == 4000


def test_one_click_corrects_and_the_click_is_taken_back(scene: Scene, lead: Actor, at: datetime) -> None:
    about = remark(scene, "还可以", at=at)
    was = queries.remark(about)
    label = operations.correct_remark(remark_id=about, polarity=Polarity.UNHAPPY, at=at, by=lead)
    found = queries.remark(about)
    assert (found.polarity, found.labelled) == (Polarity.UNHAPPY, True)
    operations.take_back_correction(label_id=label, at=at, by=lead)
    assert queries.remark(about) == was
    with pytest.raises(Refusal, match="已经撤回"):
        operations.take_back_correction(label_id=label, at=at, by=lead)
    assert [fact.event.name for fact in story_of(f"remark:{about}")][:2] == [
        "remarks.CorrectionTakenBack",
        "remarks.RemarkCorrected",
    ]


def test_the_label_before_holds_again(scene: Scene, lead: Actor, at: datetime) -> None:
    about = remark(scene, "玻璃", at=at, source=Source.POINTS_TO_IMPROVE)
    operations.correct_remark(remark_id=about, polarity=Polarity.HAPPY, at=at, by=lead)
    second = operations.correct_remark(
        remark_id=about, aspect=Aspect.CLEANLINESS, aspect_polarity=Polarity.UNHAPPY, at=at, by=lead
    )
    assert [one.aspect for one in queries.remark(about).aspects] == [Aspect.CLEANLINESS]
    operations.take_back_correction(label_id=second, at=at, by=lead)
    found = queries.remark(about)
    assert (found.polarity, found.labelled, len(found.aspects)) == (Polarity.HAPPY, True, 1)


def test_an_aspect_that_was_read_by_mistake_goes(scene: Scene, lead: Actor, at: datetime) -> None:
    about = remark(scene, "准时，厨房干净", at=at)
    operations.correct_remark(
        remark_id=about, aspect=Aspect.PUNCTUALITY, aspect_polarity=Polarity.NEUTRAL, at=at, by=lead
    )
    assert [one.aspect for one in queries.remark(about).aspects] == [Aspect.CLEANLINESS]


def test_a_remark_that_is_not_there_is_missing(scope: int, at: datetime, lead: Actor) -> None:
    with pytest.raises(Missing):
        operations.correct_remark(remark_id=999, polarity=Polarity.HAPPY, at=at, by=lead)
    with pytest.raises(Missing):
        operations.take_back_correction(label_id=999, at=at, by=lead)
    with pytest.raises(Missing):
        operations.choose_reader(reader_id=999, at=at, by=lead)


def test_training_with_too_few_labels_is_refused_with_the_number(scene: Scene, lead: Actor, at: datetime) -> None:
    about = remark(scene, "玻璃没擦干净", at=at)
    operations.correct_remark(remark_id=about, polarity=Polarity.UNHAPPY, at=at, by=lead)
    with pytest.raises(Refusal, match=r"40 条.*12 条.*有 1 条"):
        operations.request_training(at=at, by=lead)


@pytest.mark.slow
def test_a_company_trains_chooses_and_goes_back(scene: Scene, lead: Actor, at: datetime, scope: int) -> None:
    count = labelled(scene, at=at, by=lead)
    about = remark(scene, "书房没擦干净，很失望", at=at)
    reader_id = operations.request_training(at=at, by=lead)
    with pytest.raises(Refusal, match="正在训练"):
        operations.request_training(at=at, by=lead)
    for _n in range(2):
        tasks.train_reader.call(company_id=scope, reader_id=reader_id)
    (reader,) = queries.readers()
    assert (reader.state, reader.progress, reader.labels, reader.version) == ("ready", 100, count, 1)
    assert reader.figures["recall"] >= 0.9
    assert len(facts("ReaderTrained")) == 1
    assert operations.choose_reader(reader_id=reader_id, at=at, by=lead)
    assert not operations.choose_reader(reader_id=reader_id, at=at, by=lead)
    assert operations.read_again(after_id=0) == about
    assert operations.read_again(after_id=about) is None
    assert (queries.remark(about).reader_id, queries.readers()[0].chosen) == (reader_id, True)
    assert operations.choose_reader(reader_id=None, at=at, by=lead)
    operations.read_again(after_id=0)
    assert queries.remark(about).reader_id is None
    assert [fact.version for fact in facts("ReaderChosen")] == [0, 1]


def test_a_damaged_reader_does_not_read_the_lexicon_does(scene: Scene, lead: Actor, at: datetime) -> None:
    row = TrainedReader.objects.create(
        version=1, state="ready", content=b"broken", sha256="0" * 64, started_at=at, by="staff:1"
    )
    operations.choose_reader(reader_id=row.pk, at=at, by=lead)
    assert queries.remark(remark(scene, "迟到", at=at)).reader_id is None


def test_labels_taken_back_are_not_learned(scene: Scene, lead: Actor, at: datetime) -> None:
    about = remark(scene, "玻璃没擦干净", at=at)
    label = operations.correct_remark(remark_id=about, polarity=Polarity.HAPPY, at=at, by=lead)
    assert queries.label_counts().all == 1
    operations.take_back_correction(label_id=label, at=at, by=lead)
    assert queries.labelled_texts() == []
    assert Label.objects.count() == 2


def test_an_answer_is_heard_twice_and_makes_two_remarks_in_all(scene: Scene, at: datetime) -> None:
    answer(scene, 5, at=at, good="阿姨很热情", improve="窗台有灰")
    event = next(f.event for f in latest_facts(names=["quality.SurveyAnswered"]))
    for _n in range(2):
        read_the_answer(event, at=at)
    page = queries.remarks_page(RemarkFilter())
    assert [(one.source, one.polarity) for one in page.remarks] == [
        (Source.POINTS_TO_IMPROVE, Polarity.UNHAPPY),
        (Source.GOOD_POINTS, Polarity.HAPPY),
    ]


def test_a_complaint_that_an_answer_opened_is_not_read_again(scene: Scene, lead: Actor, at: datetime) -> None:
    assert answer(scene, 1, at=at, improve="玻璃没擦干净") is not None
    event = next(f.event for f in latest_facts(names=["quality.ComplaintOpened"]))
    read_the_complaint(event, at=at)
    assert not queries.has_remarks()


def test_a_message_is_read_once_and_small_talk_is_not(scene: Scene, at: datetime) -> None:
    a_chat(scene.household_id, "阿姨又迟到了，希望早点来", at=at, form_id="1")
    a_chat(scene.household_id, "明天下午三点可以吗", at=at, form_id="2")
    a_form("你们的收费太贵了", at=at, phone="13912340000", name="路过")
    for event in facts_of("voice.MessageReceived"):
        for _n in range(2):
            read_the_message(event, at=at)
    found = queries.remarks_page(RemarkFilter()).remarks
    assert {one.text: one.household_id for one in found} == {
        "你们的收费太贵了": None,
        "阿姨又迟到了，希望早点来": scene.household_id,
    }


def test_a_message_that_became_a_complaint_is_read_once(scene: Scene, lead: Actor, at: datetime) -> None:
    remark(scene, "玻璃没擦干净", at=at, origin="message:1")
    open_complaint(
        household_id=scene.household_id, visit_id=None, text="玻璃没擦干净", severity=Severity.MINOR,
        cause=Cause.WORKMANSHIP, at=at, by=lead,
    )  # fmt: skip
    read_the_complaint(facts_of("quality.ComplaintOpened")[0], at=at)
    assert len(queries.remarks_page(RemarkFilter()).remarks) == 1


def test_a_complaint_by_phone_and_the_reply_are_read(scene: Scene, lead: Actor, at: datetime) -> None:
    complaint_id = open_complaint(
        household_id=scene.household_id, visit_id=scene.visit_id, text="玻璃没擦干净", severity=Severity.MINOR,
        cause=Cause.WORKMANSHIP, at=at, by=lead,
    )  # fmt: skip
    reply_to_complaint(complaint_id=complaint_id, text="还是没人联系我", at=at, by=scene.household)
    for _n in range(2):
        read_the_complaint(facts_of("quality.ComplaintOpened")[0], at=at)
        read_the_reply(facts_of("quality.HouseholdReplied")[0], at=at)
    found = {one.origin: one.source for one in queries.remarks_page(RemarkFilter()).remarks}
    assert found == {f"complaint:{complaint_id}": Source.COMPLAINT, f"complaint:{complaint_id}#1": Source.REPLY}


def test_pages_put_the_unhappy_first_and_go_on_where_they_ended(scene: Scene, at: datetime) -> None:
    for number in range(6):
        remark(scene, "很满意" if number % 2 else "太差了", at=at, origin=f"message:{number}")
    first = queries.remarks_page(RemarkFilter(), limit=4)
    second = queries.remarks_page(RemarkFilter(), before=first.next_before, limit=4)
    ranks = [one.polarity.value for one in (*first.remarks, *second.remarks)]
    assert ranks == ["unhappy"] * 3 + ["happy"] * 3
    assert second.next_before == ""
    assert queries.remarks_page(RemarkFilter(aspect="price")).remarks == ()
    assert queries.remarks_page(RemarkFilter(), before="9-x").remarks


def test_the_owner_of_an_aspect_takes_note_once(scene: Scene, lead: Actor, at: datetime) -> None:
    for number in range(3):
        remark(scene, "又迟到了", at=at, origin=f"message:{number}")
    (waiting,) = queries.unnoted(since=at - WEEK)
    assert (waiting.aspect, waiting.role, waiting.count) == (Aspect.PUNCTUALITY, "dispatcher", 3)
    operations.assign_aspect(aspect=Aspect.PUNCTUALITY, role=Role.QUALITY_LEAD, at=at, by=lead)
    assert queries.unnoted(since=at - WEEK)[0].role == "quality_lead"
    assert operations.note_aspect(aspect=Aspect.PUNCTUALITY, at=at, by=lead) == 3
    assert operations.note_aspect(aspect=Aspect.PUNCTUALITY, at=at, by=lead) == 0
    assert queries.unnoted(since=at - WEEK) == []
    remark(scene, "又迟到了", at=at, origin="message:9")
    assert queries.unnoted(since=at - WEEK)[0].count == 1


def test_the_analysis_counts_what_where_and_when(scene: Scene, at: datetime) -> None:
    for number in range(8):
        text = "又迟到了，建议换个时间" if number < 3 else "阿姨很热情"
        remark(scene, text, at=at, origin=f"message:{number}", written=at - number * timedelta(days=3))
    wanted = RemarkFilter(since=at - 5 * WEEK, until=at + WEEK)
    counts = queries.count_of(wanted)
    assert (counts["all"], counts["unhappy"], counts["wishes"]) == (8, 3, 3)
    worst = queries.by_aspect(wanted, texts=8)[0]
    assert (worst.aspect, worst.unhappy, worst.share.whole) == (Aspect.PUNCTUALITY, 3, 8)
    (group,) = queries.by_group(wanted, "caregiver_id")
    assert (group.id, group.share.part, group.share.whole) == (scene.caregiver_id, 3, 8)
    weeks = queries.by_week(wanted, first=(at - 5 * WEEK).date(), last=at.date())
    assert sum(week.texts for week in weeks) == 8
    assert sum(queries.aspects_by_week(wanted, first=weeks[0].monday, last=at.date())[Aspect.PUNCTUALITY]) == 3
    assert queries.wishes_by_aspect(wanted)[0] == (Aspect.PUNCTUALITY, 3)
    assert [one.times for one in queries.wishes(wanted)] == [3]


def test_surveys_are_known_by_their_remarks(scene: Scene, at: datetime) -> None:
    answer(scene, 4, at=at, improve="又迟到了")
    read_the_answer(next(f.event for f in latest_facts(names=["quality.SurveyAnswered"])), at=at)
    found = queries.unhappy_surveys(since=at - WEEK, until=at + WEEK)
    assert found == {"punctuality": {scene.survey_id}}
