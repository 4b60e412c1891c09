"""Day plans at the desk: started, watched, read as a difference, accepted in part, taken back."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.booking import queries as booking
from anjia.company.rules import Role
from anjia.dayplans import queries
from anjia.dayplans.models import DayPlan
from anjia.dayplans.rules import State
from anjia.dayplans.testing import PLACES, computed_plan, visit_at
from anjia.dispatch.queries import assignments_of_visits
from anjia.dispatch.testing import caregiver
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, day_of
from anjia.kernel.jobs import run_due_jobs
from anjia.kernel.models import Job
from anjia.kernel.scope import company_scope
from anjia.quality.operations.arrivals import promise_arrival
from anjia.workforce.operations import record_leave
from anjia.workforce.rules import Hours


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at):
        yield


@pytest.fixture
def desk(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.DISPATCHER)


@pytest.fixture
def tuesday(at: datetime) -> datetime:
    """Tuesday 24 November 2026, 10:00 in Shanghai."""
    return at + timedelta(days=2)


def people(at: datetime) -> tuple[int, int]:
    west = caregiver("王芳", at=at, number=1, place=PLACES[0])
    return west, caregiver("李敏", at=at, number=2, place=PLACES[5])


def crossed(at: datetime, tuesday: datetime, pairs: int = 1) -> tuple[list[int], int]:
    west, east = people(at)
    visits = [
        visit_at(
            tuesday + timedelta(hours=2.5 * pair), at=at, number=10 * pair + side, place=PLACES[side], caregiver_id=who
        )
        for pair in range(pairs)
        for side, who in ((0, east), (5, west))
    ]
    return visits, computed_plan(tuesday, at=at)


def who(company_id: int, visit_ids: list[int]) -> list[int]:
    with company_scope(company_id):
        given = assignments_of_visits(visit_ids)
    return [given[one].caregiver_id for one in visit_ids if one in given]


def test_a_plan_is_started_once_and_a_worker_asked(desk: Client, company_id: int, tuesday: datetime) -> None:
    body = {"day": day_of(tuesday).isoformat(), "seconds": "5", "seed": "3"}
    first = desk.post(reverse("desk:day-plans"), body)
    again = desk.post(reverse("desk:day-plans"), body)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    assert Job.objects.filter(task="anjia.dayplans.tasks.compute_day").count() == 1
    page = desk.get(first["Location"]).content.decode()
    assert "0 % done" in page
    assert "Call off" in page
    assert "0 visits" not in page  # nothing was counted yet
    listed = desk.get(reverse("desk:day-plans"), {"day": body["day"]}).content.decode()
    assert "Waiting" in listed


@pytest.mark.parametrize(("name", "value"), [("seconds", "0"), ("seconds", "601"), ("day", "2026-11-01"), ("day", "x")])
def test_impossible_parameters_are_said_on_the_form(desk: Client, tuesday: datetime, name: str, value: str) -> None:
    body = {"day": day_of(tuesday).isoformat(), "seconds": "5", "seed": "3", name: value}
    answer = desk.post(reverse("desk:day-plans"), body)
    assert answer.status_code == 422
    assert not DayPlan.everywhere.exists()


def test_the_number_for_chance_is_folded_away_with_what_it_does_until_it_is_wrong(
    desk: Client, tuesday: datetime
) -> None:
    page = desk.get(reverse("desk:day-plans")).content.decode()
    folded = re.search(r'<details class="more">.*?</details>', page, re.DOTALL)
    assert folded
    assert 'name="seed"' in folded[0]
    assert re.search(r'class="field-help"[^>]*>[^<]*Leave it as it is', folded[0])
    assert re.search(r'class="field-help"[^>]*>Longer finds more.', page)
    body = {"day": day_of(tuesday).isoformat(), "seconds": "5", "seed": "-1"}
    assert '<details class="more" open>' in desk.post(reverse("desk:day-plans"), body).content.decode()


def test_a_plan_is_called_off(desk: Client, company_id: int, tuesday: datetime) -> None:
    answer = desk.post(reverse("desk:day-plans"), {"day": day_of(tuesday).isoformat(), "seconds": "5", "seed": "3"})
    (row,) = DayPlan.everywhere.all()
    progress = reverse("desk:day-plan-progress", args=[row.pk])
    for words in (b"0 % done", b"Waiting"):
        assert words in desk.get(progress).content
    assert desk.post(reverse("desk:day-plan-cancel", args=[row.pk])).status_code == 302
    assert desk.get(progress)["HX-Refresh"] == "true"
    assert "Called off by 周敏." in desk.get(answer["Location"]).content.decode()
    row.refresh_from_db()
    assert row.state == State.CANCELLED


def test_the_difference_says_who_why_what_it_saves_and_which_promises(
    desk: Client, company_id: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visits, plan_id = crossed(at, tuesday)
        one = booking.visit(visits[0])
        promise_arrival(visit_id=one.id, household_id=one.household_id, starts_at=one.starts_at, at=at, by=SYSTEM)
    page = desk.get(reverse("desk:day-plan", args=[plan_id])).content.decode()
    plain = re.sub(r"<[^>]+>|\s+", " ", page)
    for words in ("李敏 → 王芳", "王芳 → 李敏", "10:00 陈女士", "nearer.", "saves ¥", "Promises touched"):
        assert re.sub(r"\s+", " ", words) in re.sub(r"\s+", " ", plain), words
    assert "stays; somebody else keeps it" in page


def test_a_part_that_clashes_is_refused_on_the_page_and_the_choice_stays(
    desk: Client, company_id: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visits, plan_id = crossed(at, tuesday)
        (found,) = queries.plan_page(plan_id).alternatives
    before = who(company_id, visits)
    answer = desk.post(reverse("desk:day-plan-accept", args=[found.id]), {"moves": visits[:1]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "while she still has 10:00 陈女士. Please choose that change too, or neither." in page
    assert len(re.findall(r'name="moves"[^>]* checked', page)) == 1
    assert who(company_id, visits) == before


def test_changes_are_accepted_and_taken_back(desk: Client, company_id: int, at: datetime, tuesday: datetime) -> None:
    with company_scope(company_id):
        visits, plan_id = crossed(at, tuesday)
        (found,) = queries.plan_page(plan_id).alternatives
    before = who(company_id, visits)
    accept = reverse("desk:day-plan-accept", args=[found.id])
    shown = desk.post(accept, {"moves": visits}, follow=True).content.decode()
    assert "2 changes are made." in shown
    assert who(company_id, visits) == before[::-1]
    assert desk.post(accept, {"moves": visits}).status_code == 302
    (undo,) = set(re.findall(r"/desk/plans/accepted/\d+/undo/", shown))
    assert "Each visit is as it was before the change." in desk.post(undo, follow=True).content.decode()
    assert who(company_id, visits) == before
    assert "This was taken back before; nothing has changed now." in desk.post(undo, follow=True).content.decode()
    assert who(company_id, visits) == before


def test_a_repair_shows_orphans_and_proposes(desk: Client, company_id: int, at: datetime) -> None:
    today = at + timedelta(hours=3)
    with company_scope(company_id):
        visit_at(today, at=at - timedelta(days=1), place=PLACES[0])
        with clock_at(at):
            caregiver("王芳", at=at, number=1, place=PLACES[0])
    # The usual week has no Sunday.
    page = desk.get(reverse("desk:repair")).content.decode()
    assert "Nobody who does this kind of work can come at this time" in page
    assert "Everybody is where she should be." not in page
    assert desk.post(reverse("desk:repair")).status_code == 422


def test_a_repair_is_shown_at_once_and_told_of_better_answers(desk: Client, company_id: int, at: datetime) -> None:
    with company_scope(company_id), clock_at(at - timedelta(days=1)):
        week = tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))
        caregiver("王芳", at=at - timedelta(days=1), number=1, place=PLACES[0], hours=week)
    with company_scope(company_id):
        visit_at(at + timedelta(hours=3), at=at - timedelta(days=1), place=PLACES[0])
    page = desk.post(reverse("desk:repair"), follow=True).content.decode()
    assert "Better answers are still being looked for." in page
    assert "Accept what is ticked" in page
    (row,) = DayPlan.everywhere.all()
    progress = reverse("desk:day-plan-progress", args=[row.pk])
    assert b"still being looked for" in desk.get(progress, {"seen": "1"}).content
    assert run_due_jobs(at=at) >= 1
    assert b"Nothing better than what you see was found." in desk.get(progress, {"seen": "1"}).content
    assert b"1 better answer was found" in desk.get(progress, {"seen": "0"}).content


def test_the_repair_of_another_day_is_called_by_that_day(desk: Client, company_id: int, at: datetime) -> None:
    tomorrow = at + timedelta(days=1)
    asked = {"day": day_of(tomorrow).isoformat()}
    page = desk.get(reverse("desk:repair"), asked).content.decode()
    assert page.count("Repair 23 Nov") == 3  # the window's title, the heading and the face
    assert "Repair today" not in page
    assert f'href="{reverse("desk:repair")}?day=2026-11-23"' in page
    assert desk.get(reverse("desk:repair")).content.decode().count("Repair today") == 3
    with company_scope(company_id):
        visit_at(tomorrow, at=at - timedelta(days=1), place=PLACES[0])
        caregiver("王芳", at=at, number=1, place=PLACES[0])
    proposed = desk.post(reverse("desk:repair"), asked, follow=True).content.decode()
    assert "Repair 23 Nov" in proposed
    assert "Repair today" not in proposed


def test_today_leads_to_the_repair(desk: Client, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        visit_at(at + timedelta(hours=3), at=at - timedelta(days=1), place=PLACES[0])
    page = desk.get(reverse("desk:today")).content.decode()
    assert "1 visit of today has nobody" in page
    assert reverse("desk:repair") in page


def test_weights_are_published_with_their_meaning(desk: Client, company_id: int) -> None:
    page = desk.get(reverse("desk:plan-weights")).content.decode()
    assert "Each minute between homes costs this much" in page
    body = {
        "travel_fen": "0.80",
        "new_face_fen": "20",
        "wish_fen": "20",
        "other_caregiver_fen": "25",
        "moved_fen": "0.40",
        "unserved_fen": "300",
        "fairness_fen": "3",
        "income_fen": "0.05",
        "shift_minutes": "15",
        "soon_minutes": "120",
        "break_minutes": "30",
        "break_fen": "15",
    }
    for wrong in ({"unserved_fen": "5"}, {"break_fen": "60"}):
        assert desk.post(reverse("desk:plan-weights"), body | wrong).status_code == 422
    assert desk.post(reverse("desk:plan-weights"), body).status_code == 302
    with company_scope(company_id):
        (one,) = queries.weights_published()
    assert (one.weights.version, one.weights.travel_fen, one.weights.shift_minutes) == (1, 80, 15)
    assert one.weights.income_fen == 5


def test_who_has_no_break_by_a_plan_is_named(desk: Client, company_id: int, at: datetime, tuesday: datetime) -> None:
    with company_scope(company_id):
        west = caregiver("王芳", at=at, number=1, place=PLACES[0])
        visit_at(tuesday + timedelta(hours=1), at=at, number=1, place=PLACES[0], caregiver_id=west)
        visit_at(tuesday + timedelta(hours=3, minutes=10), at=at, number=2, place=PLACES[0], minutes=60)
        plan_id = computed_plan(tuesday, at=at)
    page = desk.get(reverse("desk:day-plan", args=[plan_id])).content.decode()
    assert "No break at noon with these changes: 王芳" in page
    assert "¥15.00" in page


def test_incomes_are_shown_beside_fair_shares_in_both_languages(
    desk: Client, company_id: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        week = tuple(Hours(day, 6 * 60, 22 * 60) for day in range(7))
        for number, name in ((1, "王芳"), (2, "李敏")):
            caregiver(name, at=at - timedelta(days=13), number=number, place=PLACES[0], hours=week)
        visit_at(tuesday, at=at, number=1, place=PLACES[0])
        plan_id = computed_plan(tuesday, at=at)
    url = reverse("desk:day-plan", args=[plan_id])
    page = re.sub(r"<[^>]+>|\s+", " ", desk.get(url).content.decode())
    # Two hours at 38 yuan, shared by two: 38 yuan each, of which a twentieth is near.
    for words in ("Incomes off their fair shares 72 yuan", "Incomes and fair shares", "fair share ¥38.00"):
        assert words in re.sub(r" +", " ", page), words
    chinese = re.sub(r"<[^>]+>|\s+", " ", desk.get(url, headers={"Accept-Language": "zh-hans"}).content.decode())
    for words in ("收入偏离应得份额 72 元", "应得 ¥38.00", "¥0.00 0 %", "¥76.00 200 %"):
        assert words in re.sub(r" +", " ", chinese), words


def test_of_many_promises_touched_the_first_stand_open_and_the_rest_folded(
    desk: Client, company_id: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        people(at)
        visits = [
            visit_at(tuesday + timedelta(hours=n // 2 * 2.5), at=at, number=n, place=PLACES[n % 2]) for n in range(6)
        ]
        plan_id = computed_plan(tuesday, at=at)
        for one in map(booking.visit, visits):
            promise_arrival(visit_id=one.id, household_id=one.household_id, starts_at=one.starts_at, at=at, by=SYSTEM)
    page = desk.get(reverse("desk:day-plan", args=[plan_id])).content.decode()
    [folded] = re.findall(r'<details class="more"><summary>(.*?)</summary>(.*?)</details>', page, re.DOTALL)
    touched = page.count("stays; somebody else keeps it")
    assert touched > 4
    assert folded[0] == f"{touched - 4} more promises"
    assert folded[1].count("stays; somebody else keeps it") == touched - 4


def test_a_visit_is_pinned_and_unpinned(desk: Client, company_id: int, at: datetime, tuesday: datetime) -> None:
    with company_scope(company_id):
        west, _east = people(at)
        visit_id = visit_at(tuesday, at=at, place=PLACES[0], caregiver_id=west)
    for act in ("desk:visit-pin", "desk:visit-unpin"):
        assert desk.post(reverse(act, args=[visit_id])).status_code == 302


@pytest.mark.parametrize("role", [Role.ADVISER, Role.FINANCE])
def test_other_roles_are_told_so(role: Role, company_id: int, at: datetime) -> None:
    client = client_of(company_id, at, "13900000002", role)
    for name in ("desk:day-plans", "desk:repair", "desk:plan-weights"):
        assert client.get(reverse(name)).status_code == 403


def test_a_strangers_plan_is_not_there(
    desk: Client, company_id: int, stranger_id: int, at: datetime, tuesday: datetime
) -> None:
    with company_scope(company_id):
        visits, plan_id = crossed(at, tuesday)
        (found,) = queries.plan_page(plan_id).alternatives
    other = client_of(stranger_id, at, "13900000003", Role.DISPATCHER)
    assert other.get(reverse("desk:day-plan", args=[plan_id])).status_code == 404
    assert other.get(reverse("desk:day-plan-progress", args=[plan_id])).status_code == 404
    assert other.post(reverse("desk:day-plan-accept", args=[found.id]), {"moves": visits}).status_code == 404


def test_the_pages_ask_as_often_for_many_as_for_few(
    desk: Client, company_id: int, at: datetime, tuesday: datetime
) -> None:
    def asked(plan_id: int) -> list[int]:
        urls = [reverse("desk:day-plan", args=[plan_id]), reverse("desk:repair")]
        return [queries_of(lambda url=url: desk.get(url)) for url in urls]

    with company_scope(company_id):
        crossed(at, tuesday)
        visit_at(tuesday, at=at, number=50, place=PLACES[1])  # nobody is free for it
        plan_id = computed_plan(tuesday, at=at)
        few = asked(plan_id)
        for number in (1, 2):
            visit_at(tuesday + timedelta(hours=2.5 * number), at=at, number=50 + number, place=PLACES[number])
        record_leave(
            caregiver_id=caregiver("赵静", at=at, number=3),
            starts_at=tuesday,
            ends_at=tuesday + timedelta(hours=1),
            at=at,
            by=SYSTEM,
        )
        plan_id = computed_plan(tuesday, at=at)
        (found,) = queries.plan_page(plan_id).alternatives
    assert len(found.moves) > 2
    assert asked(plan_id) == few
