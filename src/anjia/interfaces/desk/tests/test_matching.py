"""Weights are tried on a real visit and published; wishes and what suits stand on both pages; a person decides."""

import re
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.test import Client

from anjia.booking import queries as booking
from anjia.booking.testing import plan_visit
from anjia.company.models import Company
from anjia.company.rules import Role
from anjia.dispatch import queries
from anjia.dispatch.operations import ask_review
from anjia.dispatch.rules import Part, Side
from anjia.dispatch.testing import caregiver, visit_with
from anjia.households.operations import add_home, register_household, set_needs
from anjia.interfaces.desk.tests.people import client_of
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.places import Place
from anjia.workforce import operations as caregivers_operations
from anjia.workforce import queries as caregivers
from anjia.workforce.operations import answer_claim, keep_mark, say_suiting

HUNDRED = {part.value: "100" for part in Part}


@pytest.fixture
def dispatcher(scope: int, at: datetime) -> Client:
    return client_of(scope, at, "13811110001", Role.DISPATCHER)


@pytest.fixture
def wang(scope: int, at: datetime) -> int:
    return caregiver("王芳", at=at, number=1)


@pytest.fixture
def li(scope: int, at: datetime) -> int:
    return caregiver("李敏", at=at, number=2, level=1)


def test_weights_are_tried_and_then_published(dispatcher: Client, wang: int, li: int, at: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=at + timedelta(days=2))
    page = "/desk/matching/weights/"
    tried = dispatcher.post(page, {**HUNDRED, "level": "0", "reason": "试试", "visit": visit_id, "act": "preview"})
    assert "Tried on" in tried.content.decode()
    assert queries.weights_published() == []
    refused = dispatcher.post(page, {**HUNDRED, "level": "900", "reason": "", "act": "publish"})
    assert refused.status_code == 422
    dispatcher.post(page, {**HUNDRED, "level": "0", "reason": "等级不计", "act": "publish"})
    assert queries.weights_in_force(at + timedelta(days=1)).of(Part.LEVEL) == 0
    assert "等级不计" in dispatcher.get(page).content.decode()


def test_wishes_and_needs_stand_on_both_pages(dispatcher: Client, wang: int, at: datetime) -> None:
    household_id = booking.visit(plan_visit(at=at)).household_id
    here, hers = f"/desk/households/{household_id}/", f"/desk/caregivers/{wang}/"
    dispatcher.post(f"{here}needs/", {"needs": ["cats", "infant"]})
    dispatcher.post(f"{here}pair/", {"caregiver": wang, "word": "rather_not", "reason": "有大狗"})
    dispatcher.post(f"{hers}suiting/", {"strengths": ["infant"], "limits": ["cats"], "districts": ["徐汇区"]})
    keep_mark(caregiver_id=wang, survey_id=1, index=92, at=at)
    for page in (dispatcher.get(here).content.decode(), dispatcher.get(hers).content.decode()):
        assert "she would rather not go" in page
        assert "有大狗" in page
        assert "a baby" in page
    assert queries.excluded_for(household_id, at=at) == {wang}
    [said] = queries.preferences_of_household(household_id, at=at)
    dispatcher.post(f"/desk/matching/words/{said.id}/lift/")
    assert queries.excluded_for(household_id, at=at) == frozenset()
    assert dispatcher.post(f"{here}pair/", {"caregiver": "", "word": "favour"}).status_code == 422
    assert dispatcher.post(f"{hers}suiting/", {"strengths": ["dragons"]}).status_code == 422


def test_the_districts_that_she_keeps_to_are_set_beside_the_way_and_stand_in_her_story(
    scope: int, wang: int, at: datetime
) -> None:
    owner, hers = client_of(scope, at, "13811110009", Role.OWNER), f"/desk/caregivers/{wang}/"
    body = {"farthest_minutes": "45", "only_in": ["徐汇区", "静安区"]}
    assert owner.post(f"{hers}area/", body).status_code == 302
    page = owner.get(hers).content.decode()
    assert "Only in 徐汇区、静安区" in page
    assert "Only in these districts" in page
    assert caregivers.caregiver(wang).only_in == ("徐汇区", "静安区")
    assert owner.post(f"{hers}area/", {"only_in": ["火星"]}).status_code == 422


def test_the_desk_writes_districts_beyond_those_to_tick_and_they_stay(
    dispatcher: Client, scope: int, wang: int, at: datetime
) -> None:
    hers = f"/desk/caregivers/{wang}/"
    body = {"only_in": ["徐汇区"], "others": "昆山市，太仓市、 静安", "was": ""}
    assert dispatcher.post(f"{hers}area/", body).status_code == 302
    kept = {"徐汇区", "静安区", "昆山市", "太仓市"}
    assert set(caregivers.caregiver(wang).only_in) == kept
    page = dispatcher.get(hers).content.decode()
    assert re.search('value="昆山市"[^>]*checked', page)
    assert "As they stand in the homes" in page
    again = {"only_in": sorted(kept - {"太仓市"}), "others": "", "was": was_of(page)}
    assert dispatcher.post(f"{hers}area/", again).status_code == 302
    assert set(caregivers.caregiver(wang).only_in) == kept - {"太仓市"}


def test_a_company_of_another_city_ticks_its_homes_districts_and_reads_how_to_name_others(
    dispatcher: Client, scope: int, wang: int, at: datetime
) -> None:
    hers = f"/desk/caregivers/{wang}/"
    Company.objects.filter(pk=scope).update(city="杭州")
    assert 'name="only_in"' not in dispatcher.get(hers).content.decode()
    household_id = register_household(name="陈女士", phone="13711110099", at=at, by=SYSTEM)
    west_lake = Place(30.26, 120.13)
    add_home(household_id=household_id, district="西湖区", address="文三路 1 号", place=west_lake, at=at, by=SYSTEM)
    page = dispatcher.get(hers).content.decode()
    assert re.findall('name="only_in" value="([^"]*)"', page) == ["西湖区"]
    assert "We have the list of districts for Shanghai only." in page
    assert dispatcher.post(f"{hers}area/", {"only_in": ["西湖区"], "others": "余杭区", "was": ""}).status_code == 302
    assert set(caregivers.caregiver(wang).only_in) == {"西湖区", "余杭区"}


def test_districts_that_she_changes_herself_wait_on_today_until_somebody_has_seen_it(
    dispatcher: Client, scope: int, wang: int, at: datetime
) -> None:
    hers, her = f"/desk/caregivers/{wang}/", Actor("caregiver", wang, "王芳")
    keep = partial(caregivers_operations.keep_to_districts, caregiver_id=wang, at=at)
    keep(only_in=["徐汇区"], was=[], by=her)
    keep(only_in=["静安区", "徐汇区"], was=["徐汇区"], by=her)
    today = dispatcher.get("/desk/").content.decode()
    assert "She changed her districts" in today
    assert "王芳" in today
    assert "from everywhere to 徐汇区、静安区" in today
    assert f'href="{hers}"' in today
    page = dispatcher.get(hers).content.decode()
    assert "She changed it herself today 10:00: from everywhere to 徐汇区、静安区." in page
    [seen] = re.findall('name="seen" value="([^"]*)"', page)
    keep(only_in=["静安区"], was=["静安区", "徐汇区"], by=her)  # after the page was opened
    assert dispatcher.post(f"{hers}area/seen/", {"seen": seen}).status_code == 302
    assert "from everywhere to 静安区" in dispatcher.get("/desk/").content.decode()
    for _twice in range(2):
        assert dispatcher.post(f"{hers}area/seen/", {"seen": "静安区"}).status_code == 302
    assert "She changed her districts" not in dispatcher.get("/desk/").content.decode()
    assert "She changed it herself" not in dispatcher.get(hers).content.decode()
    assert caregivers.caregiver(wang).only_in == ("静安区",)


def test_districts_need_not_be_seen_where_she_takes_it_back_or_the_desk_sets_them(
    dispatcher: Client, scope: int, wang: int, at: datetime
) -> None:
    her = Actor("caregiver", wang, "王芳")
    keep = partial(caregivers_operations.keep_to_districts, caregiver_id=wang, at=at)
    keep(only_in=["徐汇区"], was=[], by=her)
    keep(only_in=[], was=["徐汇区"], by=her)
    assert caregivers.districts_to_see() == []
    keep(only_in=["徐汇区"], was=[], by=her)
    assert len(caregivers.districts_to_see()) == 1
    dispatcher.post(f"/desk/caregivers/{wang}/area/", {"only_in": ["静安区"], "was": "徐汇区"})
    assert caregivers.districts_to_see() == []


def was_of(page: str) -> str:
    """The districts that the desk's form showed at first."""
    [found] = re.findall('name="was"(?: value="([^"]*)")?', page)
    return found


def test_districts_that_she_changed_meanwhile_are_not_written_over_by_the_desk(
    dispatcher: Client, scope: int, wang: int, at: datetime
) -> None:
    hers, her = f"/desk/caregivers/{wang}/", Actor("caregiver", wang, "王芳")
    was = was_of(dispatcher.get(hers).content.decode())
    caregivers_operations.keep_to_districts(caregiver_id=wang, only_in=["徐汇区"], was=[], at=at, by=her)
    answer = dispatcher.post(f"{hers}area/", {"farthest_minutes": "45", "was": was})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The districts were changed meanwhile." in page
    assert re.search('value="徐汇区"[^>]*checked', page)
    assert 'value="45"' in page
    assert caregivers.caregiver(wang).only_in == ("徐汇区",)
    assert len(caregivers.districts_to_see()) == 1
    again = {"farthest_minutes": "45", "only_in": ["徐汇区"], "was": was_of(page)}
    assert dispatcher.post(f"{hers}area/", again).status_code == 302
    assert (caregivers.caregiver(wang).farthest_minutes, caregivers.caregiver(wang).only_in) == (45, ("徐汇区",))


def test_who_saves_the_districts_as_they_are_has_seen_them(
    dispatcher: Client, scope: int, wang: int, at: datetime
) -> None:
    hers, her = f"/desk/caregivers/{wang}/", Actor("caregiver", wang, "王芳")
    caregivers_operations.keep_to_districts(caregiver_id=wang, only_in=["徐汇区"], was=[], at=at, by=her)
    body = {"only_in": ["徐汇区"], "was": was_of(dispatcher.get(hers).content.decode())}
    assert dispatcher.post(f"{hers}area/", body).status_code == 302
    assert caregivers.districts_to_see() == []
    assert "The desk has seen that 王芳 changed her districts." in dispatcher.get(hers).content.decode()


def test_how_far_she_goes_alone_says_nothing_of_districts_seen(scope: int, wang: int, at: datetime) -> None:
    her, staff = Actor("caregiver", wang, "王芳"), Actor("staff", 1, "陈调度")
    caregivers_operations.keep_to_districts(caregiver_id=wang, only_in=["徐汇区"], was=[], at=at, by=her)
    caregivers_operations.set_service_area(caregiver_id=wang, farthest_minutes=45, at=at, by=staff)
    assert [one.after for one in caregivers.districts_to_see()] == [("徐汇区",)]


def test_the_desk_has_a_day_from_her_first_change_however_often_she_changes_again(
    scope: int, wang: int, at: datetime
) -> None:
    keep = partial(caregivers_operations.keep_to_districts, caregiver_id=wang, by=Actor("caregiver", wang, "王芳"))
    keep(only_in=["徐汇区"], was=[], at=at)
    keep(only_in=["静安区"], was=["徐汇区"], at=at + timedelta(hours=20))
    assert [one.said_at for one in caregivers.districts_to_see()] == [at]


def test_who_saw_the_districts_stands_in_her_story_once(
    dispatcher: Client, scope: int, wang: int, at: datetime
) -> None:
    hers, her = f"/desk/caregivers/{wang}/", Actor("caregiver", wang, "王芳")
    caregivers_operations.keep_to_districts(caregiver_id=wang, only_in=["徐汇区"], was=[], at=at, by=her)
    for _twice in range(2):
        dispatcher.post(f"{hers}area/seen/", {"seen": "徐汇区"})
    assert dispatcher.get(hers).content.decode().count("The desk has seen that 王芳 changed her districts.") == 1


def test_nobody_but_a_dispatcher_says_that_districts_were_seen(
    scope: int, stranger_id: int, wang: int, at: datetime
) -> None:
    her = Actor("caregiver", wang, "王芳")
    caregivers_operations.keep_to_districts(caregiver_id=wang, only_in=["徐汇区"], was=[], at=at, by=her)
    seen = {"seen": "徐汇区"}
    adviser = client_of(scope, at, "13811110019", Role.ADVISER)
    stranger = client_of(stranger_id, at, "13811110029", Role.DISPATCHER)
    assert adviser.post(f"/desk/caregivers/{wang}/area/seen/", seen).status_code == 403
    assert stranger.post(f"/desk/caregivers/{wang}/area/seen/", seen).status_code == 404
    assert len(caregivers.districts_to_see()) == 1


def test_what_she_says_of_herself_is_confirmed_at_the_desk_and_waits_on_today(
    dispatcher: Client, stranger_id: int, wang: int, at: datetime
) -> None:
    say_suiting(caregiver_id=wang, strengths=["infant", "elder"], limits=[], at=at, by=SYSTEM)
    hers = f"/desk/caregivers/{wang}/"
    page = dispatcher.get(hers).content.decode()
    assert page.count("not confirmed yet") == 2
    assert "Confirm what she is good with" in dispatcher.get("/desk/").content.decode()
    other = client_of(stranger_id, at, "13811110007", Role.DISPATCHER)
    assert other.post(f"{hers}suiting/infant/confirm/").status_code == 404
    assert dispatcher.post(f"{hers}suiting/infant/confirm/").status_code == 302
    assert dispatcher.post(f"{hers}suiting/elder/deny/").status_code == 302
    assert dispatcher.post(f"{hers}suiting/elder/deny/").status_code == 422
    page = dispatcher.get(hers).content.decode()
    assert "not confirmed yet" not in page
    assert "Said by herself and not confirmed: old people" in page
    assert "It is confirmed that 王芳 is good with: a baby." in page
    assert "Confirm what she is good with" not in dispatcher.get("/desk/").content.decode()


def test_a_strength_that_waits_does_not_count_and_a_confirmed_one_stands_in_words(
    dispatcher: Client, wang: int, at: datetime
) -> None:
    visit_id = plan_visit(at=at, starts_at=at + timedelta(days=2))
    set_needs(household_id=booking.visit(visit_id).household_id, needs=["infant"], at=at, by=SYSTEM)
    say_suiting(caregiver_id=wang, strengths=["infant"], limits=[], at=at, by=SYSTEM)
    assert "Good with: a baby" not in dispatcher.get(f"/desk/visits/{visit_id}/").content.decode()
    answer_claim(caregiver_id=wang, word="infant", confirmed=True, at=at, by=SYSTEM)
    assert "Good with: a baby" in dispatcher.get(f"/desk/visits/{visit_id}/").content.decode()


def test_a_person_looks_again_and_answers(dispatcher: Client, wang: int, at: datetime) -> None:
    visit_id = visit_with(wang, at=at)
    assignment = queries.assignment_of(visit_id)
    assert assignment is not None
    review_id = ask_review(
        assignment_id=assignment.id, side=Side.CAREGIVER, asker_id=wang, words="太远了", at=at, by=SYSTEM
    )
    page = f"/desk/matching/reviews/{review_id}/"
    assert "太远了" in dispatcher.get(page).content.decode()
    assert "Look again at who was sent" in dispatcher.get("/desk/").content.decode()
    assert dispatcher.post(page, {"outcome": "stands", "words": ""}).status_code == 422
    dispatcher.post(page, {"outcome": "stands", "words": "您最近"})
    assert queries.review(review_id).answer == "您最近"
    assert dispatcher.post(page, {"outcome": "stands", "words": "再来"}).status_code == 422


def test_candidates_are_shown_part_by_part(dispatcher: Client, wang: int, li: int, at: datetime) -> None:
    shown = dispatcher.get(f"/desk/visits/{visit_with(wang, at=at)}/").content.decode()
    assert "Part by part" in shown
    assert "Weights: the standard." in shown
    assert "Chosen by the system" in shown
