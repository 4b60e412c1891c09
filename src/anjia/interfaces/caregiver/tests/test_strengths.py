"""She says herself what she is good with; what must be confirmed first waits for the desk; a stranger has no word."""

import re
from datetime import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.fieldwork.testing import AssignedVisit
from anjia.kernel.actors import SYSTEM
from anjia.workforce import operations, queries

PAGE = "/work/strengths/"
ENGLISH = {"Accept-Language": "en"}


def said(caregiver_id: int) -> queries.SuitingSummary:
    return queries.suiting_of(caregiver_id).get(caregiver_id, queries.NOTHING)


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_what_counts_at_once_counts_and_what_is_confirmed_first_waits(phone: Client, visit: AssignedVisit) -> None:
    body = {"strengths": ["cats", "light_food", "infant"], "limits": ["smoking"]}
    shown = phone.post(PAGE, body, follow=True, headers=ENGLISH).content.decode()
    hers = said(visit.caregiver_id)
    assert (hers.strengths, hers.limits, hers.claims) == ({"cats", "light_food"}, {"smoking"}, {"infant"})
    assert "a baby waits for the company" in words(shown)
    assert len(re.findall(r"<input[^>]* checked", shown)) == 4


def test_she_reads_what_became_of_it(phone: Client, visit: AssignedVisit, now: datetime) -> None:
    phone.post(PAGE, {"strengths": ["infant", "elder"]})
    answered = {"caregiver_id": visit.caregiver_id, "at": now, "by": SYSTEM}
    operations.answer_claim(**answered, word="infant", confirmed=True)  # type: ignore[arg-type]
    operations.answer_claim(**answered, word="elder", confirmed=False)  # type: ignore[arg-type]
    shown = words(phone.get(PAGE, headers=ENGLISH).content.decode())
    assert "a baby confirmed" in shown
    assert "old people not confirmed" in shown
    phone.post(PAGE, {"strengths": ["infant", "cats"]})
    assert said(visit.caregiver_id).strengths == {"infant", "cats"}
    assert said(visit.caregiver_id).denied == {"elder"}


def test_one_thing_as_both_is_refused_and_the_ticks_stay(phone: Client, visit: AssignedVisit) -> None:
    answer = phone.post(PAGE, {"strengths": ["cats"], "limits": ["cats", "stairs"]}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "cannot be her strength and her limit" in answer.content.decode()
    assert len(re.findall(r"<input[^>]* checked", answer.content.decode())) == 3
    assert said(visit.caregiver_id) == queries.NOTHING


def test_words_that_the_list_does_not_have_are_left_out(phone: Client, visit: AssignedVisit) -> None:
    assert phone.post(PAGE, {"strengths": ["dragons", "dogs"]}).status_code == 302
    assert said(visit.caregiver_id).strengths == {"dogs"}


def test_a_colleague_neither_sees_nor_changes_it(phone: Client, other_phone: Client, visit: AssignedVisit) -> None:
    phone.post(PAGE, {"strengths": ["dogs", "infant"]})
    assert not re.findall(r"<input[^>]* checked", other_phone.get(PAGE).content.decode())
    other_phone.post(PAGE, {"strengths": ["cats"]})
    assert said(visit.caregiver_id).strengths == {"dogs"}


def test_the_page_asks_as_often_for_much_as_for_nothing(phone: Client, visit: AssignedVisit) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            phone.get(PAGE)
        return len(caught)

    phone.get(PAGE)
    few = asked()
    operations.say_suiting(
        caregiver_id=visit.caregiver_id,
        strengths=["dogs", "cats", "infant", "elder"],
        limits=["stairs"],
        at=visit.starts_at,
        by=SYSTEM,
    )
    assert asked() == few
