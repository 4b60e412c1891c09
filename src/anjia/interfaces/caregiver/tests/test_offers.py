"""What is offered to her, on her phone: the first who accepts has it, everybody else reads a sentence."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.booking import queries as booking
from anjia.booking.testing import plan_visit
from anjia.dispatch.operations import assign_visit, refuse_caregiver
from anjia.dispatch.queries import assignment_of
from anjia.dispatch.testing import caregiver, hold, visit_with
from anjia.fieldwork.testing import AssignedVisit
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.clock import clock_at
from anjia.offers import operations, queries

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english(phone: Client) -> None:
    phone.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def li(visit: AssignedVisit, now: datetime) -> int:
    return caregiver("李敏", at=now, number=12)


def offered(now: datetime, *, days: int = 2) -> int:
    visit_id = plan_visit(at=now, starts_at=now + days * DAY, minutes=120)
    return operations.offer_visit(visit_id=visit_id, best=5, minutes=60, at=now, by=SYSTEM)


def who(visit_id: int) -> int | None:
    given = assignment_of(visit_id)
    return given.caregiver_id if given else None


def swap_of(giver_id: int, visit_id: int, now: datetime) -> int:
    """She would give this visit to whoever can keep it; the offer's id."""
    return operations.offer_swap(
        visit_id=visit_id,
        caregiver_id=giver_id,
        client_id=uuid4(),
        to_caregiver_id=None,
        note="",
        at=now,
        by=Actor("caregiver", giver_id),
    )


def said_of(page: str) -> str:
    """What the toasts of a page say."""
    return " ".join(re.findall(r'class="toast-text">([^<]*)<', page))


def text_of(phone: Client) -> str:
    answer = phone.get("/work/offers/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_she_takes_what_is_offered(phone: Client, visit: AssignedVisit, li: int, now: datetime) -> None:
    offer_id = offered(now)
    assert f"/work/offers/{offer_id}/accept/" in text_of(phone)
    assert "/work/offers/" in phone.get("/work/").content.decode()
    answers = [phone.post(f"/work/offers/{offer_id}/accept/", follow=True) for _tap in range(2)]
    assert all("It is yours" in answer.content.decode() for answer in answers)
    assert who(queries.offer(offer_id).visit_id) == visit.caregiver_id


def test_too_late_she_reads_who_was_quicker(phone: Client, visit: AssignedVisit, li: int, now: datetime) -> None:
    offer_id = offered(now)
    operations.accept_offer(offer_id=offer_id, caregiver_id=li, back_visit_id=None, at=now, by=Actor("caregiver", li))
    answer = phone.post(f"/work/offers/{offer_id}/accept/", follow=True)
    assert "李敏 has just taken it" in answer.content.decode()
    assert who(queries.offer(offer_id).visit_id) == li


def test_what_no_longer_fits_her_day_is_said_to_her(phone: Client, visit: AssignedVisit, now: datetime) -> None:
    offer_id = offered(now)
    hold(visit.caregiver_id, at=now, starts_at=now + 2 * DAY)
    answer = phone.post(f"/work/offers/{offer_id}/accept/", follow=True).content.decode()
    assert "This visit cannot become yours any more: your hours, leave, papers," in answer
    assert "The company can tell you more." in answer
    assert "in return" not in answer
    assert 'data-toast="bad"' in answer  # until she closes it
    assert "王芳" not in said_of(answer)
    assert who(queries.offer(offer_id).visit_id) is None


def test_what_a_family_said_of_her_is_not_told_to_her(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    offer_id = offered(now)
    household_id = booking.visit(queries.offer(offer_id).visit_id).household_id
    refuse_caregiver(household_id=household_id, caregiver_id=visit.caregiver_id, at=now, by=SYSTEM)
    answer = said_of(phone.post(f"/work/offers/{offer_id}/accept/", follow=True).content.decode())
    assert "This visit cannot become yours any more" in answer
    assert "王芳" not in answer


def test_who_is_sent_already_reads_so(phone: Client, visit: AssignedVisit, li: int, now: datetime) -> None:
    visit_id = plan_visit(at=now, starts_at=now + 2 * DAY, minutes=120, people=2)
    offer_id = operations.offer_visit(visit_id=visit_id, best=5, minutes=60, at=now, by=SYSTEM)
    assign_visit(visit_id=visit_id, caregiver_id=visit.caregiver_id, at=now, by=SYSTEM)
    answer = phone.post(f"/work/offers/{offer_id}/accept/", follow=True).content.decode()
    assert "You are sent to this visit already." in said_of(answer)


@pytest.mark.parametrize("with_return", [False, True])
def test_a_swap_that_does_not_fit_names_the_way_out(
    phone: Client, visit: AssignedVisit, li: int, now: datetime, with_return: bool
) -> None:
    theirs = visit_with(li, at=now, starts_at=now + 3 * DAY)
    offer_id = swap_of(li, theirs, now)
    mine = visit_with(visit.caregiver_id, at=now, starts_at=now + 3 * DAY)
    later = visit_with(visit.caregiver_id, at=now, starts_at=now + 4 * DAY)
    given = {"back": later} if with_return else {}
    answer = said_of(phone.post(f"/work/offers/{offer_id}/accept/", given, follow=True).content.decode())
    assert ("One of the two visits cannot go" in answer) is with_return
    assert ("This visit cannot become yours any more" in answer) is not with_return
    assert ("You may also give one of your visits in return." in answer) is not with_return
    assert "王芳" not in answer
    assert (who(theirs), who(mine)) == (li, visit.caregiver_id)


def test_the_list_says_what_does_not_fit_her_day(phone: Client, visit: AssignedVisit, li: int, now: datetime) -> None:
    later, clashing = offered(now, days=4), offered(now, days=3)
    assert "2 visits are offered to you" in phone.get("/work/").content.decode()
    hold(visit.caregiver_id, at=now, starts_at=now + 3 * DAY)
    page = text_of(phone)
    assert f"/work/offers/{later}/accept/" in page
    assert f"/work/offers/{clashing}/accept/" not in page
    assert page.count("does not fit you now") == 1
    assert page.index(f"/work/offers/{later}/accept/") < page.index("does not fit you now")
    assert "1 visit is offered to you" in phone.get("/work/").content.decode()


def test_what_does_not_fit_says_nothing_of_a_family(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    offer_id = offered(now)
    household_id = booking.visit(queries.offer(offer_id).visit_id).household_id
    refuse_caregiver(household_id=household_id, caregiver_id=visit.caregiver_id, at=now, by=SYSTEM)
    page = text_of(phone)
    assert "does not fit you now" in page
    assert "can stand against it. The company can tell you more." in page
    assert "is offered to you" not in phone.get("/work/").content.decode()


def test_a_swap_that_does_not_fit_alone_asks_for_one_in_return(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    theirs = visit_with(li, at=now, starts_at=now + 3 * DAY)
    offer_id = swap_of(li, theirs, now)
    assert "for one of your visits in return" not in text_of(phone)
    later = visit_with(visit.caregiver_id, at=now, starts_at=now + 4 * DAY)
    assert f'<option value="{later}">' in text_of(phone)
    mine = visit_with(visit.caregiver_id, at=now, starts_at=now + 3 * DAY)
    page = text_of(phone)
    assert f"/work/offers/{offer_id}/accept/" in page
    assert "for one of your visits in return" in page
    assert f'<option value="{mine}">' in page
    assert f'<option value="{later}">' not in page
    assert 'name="back" required' in page
    phone.post(f"/work/offers/{offer_id}/accept/", {"back": mine})
    assert (who(theirs), who(mine)) == (visit.caregiver_id, li)


def test_a_swap_that_would_take_two_of_hers_in_return_is_not_offered_to_her(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    theirs = plan_visit(at=now, starts_at=now + 3 * DAY, minutes=360)
    assign_visit(visit_id=theirs, caregiver_id=li, at=now, by=SYSTEM)
    offer_id = swap_of(li, theirs, now)
    starts = [now + 3 * DAY + timedelta(hours=hours) for hours in (0, 4)]
    mine = [visit_with(visit.caregiver_id, at=now, starts_at=one) for one in starts]
    page = text_of(phone)
    assert "Several of your visits stand against it, and a swap takes only one in return." in page
    assert f"/work/offers/{offer_id}/accept/" not in page
    assert f"/work/offers/{offer_id}/decline/" in page
    assert "is offered to you" not in phone.get("/work/").content.decode()
    answer = said_of(phone.post(f"/work/offers/{offer_id}/accept/", follow=True).content.decode())
    assert "This visit cannot become yours any more" in answer
    assert "in return" not in answer
    assert [who(one) for one in (theirs, *mine)] == [li, visit.caregiver_id, visit.caregiver_id]


def test_two_colleagues_of_one_name_stand_with_their_districts(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    mine = visit_with(visit.caregiver_id, at=now, starts_at=now + 3 * DAY)
    address = f"/work/visits/{mine}/swap/"
    assert "徐汇区" not in phone.get(address).content.decode()
    caregiver("李敏", at=now, number=13)
    assert phone.get(address).content.decode().count('李敏<span class="slot-note">徐汇区</span>') == 2


def test_a_swap_against_which_more_than_her_own_work_stands_is_not_promised(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    theirs = visit_with(li, at=now, starts_at=now + 3 * DAY)
    visit_with(visit.caregiver_id, at=now, starts_at=now + 4 * DAY)
    offer_id = swap_of(li, theirs, now)
    assert "1 visit is offered to you" in phone.get("/work/").content.decode()
    household_id = booking.visit(theirs).household_id
    refuse_caregiver(household_id=household_id, caregiver_id=visit.caregiver_id, at=now, by=SYSTEM)
    page = text_of(phone)
    assert "does not fit you now" in page
    assert "for one of your visits in return" not in page
    assert f"/work/offers/{offer_id}/accept/" not in page
    assert "is offered to you" not in phone.get("/work/").content.decode()


def test_no_can_be_said_to_what_does_not_fit_now(phone: Client, visit: AssignedVisit, li: int, now: datetime) -> None:
    offer_id = offered(now, days=3)
    hold(visit.caregiver_id, at=now, starts_at=now + 3 * DAY)
    assert f"/work/offers/{offer_id}/decline/" in text_of(phone)
    assert phone.post(f"/work/offers/{offer_id}/decline/").status_code == 302
    page = text_of(phone)
    assert "You said no" in page
    assert f"/work/offers/{offer_id}/decline/" not in page


def test_the_list_says_of_a_visit_of_two_that_she_is_sent_to_it_already(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    visit_id = plan_visit(at=now, starts_at=now + 2 * DAY, minutes=120, people=2)
    offer_id = operations.offer_visit(visit_id=visit_id, best=5, minutes=60, at=now, by=SYSTEM)
    assign_visit(visit_id=visit_id, caregiver_id=visit.caregiver_id, at=now, by=SYSTEM)
    page = text_of(phone)
    assert "You are sent to this visit already." in page
    assert "does not fit you now" not in page
    assert f"/work/offers/{offer_id}/" not in page
    assert "is offered to you" not in phone.get("/work/").content.decode()


def test_a_swap_without_the_companys_word_in_time_stays_where_it_was(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    mine = visit_with(visit.caregiver_id, at=now, starts_at=now + timedelta(hours=5))
    swap_id = swap_of(visit.caregiver_id, mine, now)
    operations.accept_offer(offer_id=swap_id, caregiver_id=li, back_visit_id=None, at=now, by=Actor("caregiver", li))
    assert queries.offer(swap_id).state == "accepted"
    assert f"/work/swaps/{swap_id}/withdraw/" in text_of(phone)
    over = queries.offer(swap_id).expires_at
    for _before_and_after_it_is_written_down in range(2):
        with clock_at(over):
            page = text_of(phone)
        assert "The company did not agree in time: it stays yours." in page
        assert "accepted in time" not in page
        assert f"/work/swaps/{swap_id}/withdraw/" not in page
        operations.expire_offers(at=over)
    assert who(mine) == visit.caregiver_id


def test_what_ran_out_is_said_before_it_is_written_down(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    offer_id = offered(now)
    mine = visit_with(visit.caregiver_id, at=now, starts_at=now + 3 * DAY)
    swap_id = swap_of(visit.caregiver_id, mine, now)
    with clock_at(queries.offer(swap_id).expires_at):
        page = text_of(phone)
    assert {queries.offer(i).state for i in (offer_id, swap_id)} == {"open"}
    assert f"/work/offers/{offer_id}/" not in page
    assert f"/work/swaps/{swap_id}/withdraw/" not in page
    assert page.count("nobody accepted in time") == 2
    assert "Nobody accepted in time: it stays yours." in page


def test_no_is_a_word_too(phone: Client, visit: AssignedVisit, li: int, now: datetime) -> None:
    offer_id = offered(now)
    assert "This offer does not come back." in text_of(phone)
    assert phone.post(f"/work/offers/{offer_id}/decline/").status_code == 302
    assert f"/work/offers/{offer_id}/accept/" not in text_of(phone)


def test_she_gives_one_of_her_visits_and_takes_it_back(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    visit_id = visit_with(visit.caregiver_id, at=now, starts_at=now + 3 * DAY)
    assert "李敏" in phone.get(f"/work/visits/{visit_id}/swap/").content.decode()
    tap = str(uuid4())
    for _twice in range(2):
        answer = phone.post(f"/work/visits/{visit_id}/swap/", {"note": "孩子发烧", "client_id": tap})
        assert answer.status_code == 302
    (one,) = queries.swaps_of(visit.caregiver_id)
    assert f"/work/swaps/{one.id}/withdraw/" in text_of(phone)
    assert phone.post(f"/work/swaps/{one.id}/withdraw/").status_code == 302
    assert queries.offer(one.id).state == "withdrawn"
    assert who(visit_id) == visit.caregiver_id


def test_what_is_a_colleagues_is_not_hers(phone: Client, visit: AssignedVisit, li: int, now: datetime) -> None:
    theirs = visit_with(li, at=now, starts_at=now + 3 * DAY)
    offer_id = swap_of(li, theirs, now)
    assert phone.get(f"/work/visits/{theirs}/swap/").status_code == 404
    assert phone.post(f"/work/swaps/{offer_id}/withdraw/").status_code == 404
    assert phone.post("/work/offers/999999/accept/").status_code == 404


def test_the_page_costs_the_same_however_much_is_offered(
    phone: Client, visit: AssignedVisit, li: int, now: datetime
) -> None:
    counts = []
    for days in (2, 3, 4):
        offered(now, days=days)
        text_of(phone)
        with CaptureQueriesContext(connection) as asked:
            text_of(phone)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]
