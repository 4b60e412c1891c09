"""She keeps to districts by her own word: it counts at once, and a stranger has none of it."""

import re
from datetime import datetime

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.company.models import Company
from anjia.fieldwork.testing import AssignedVisit
from anjia.households.models import Home
from anjia.kernel.actors import SYSTEM
from anjia.kernel.districts import SHANGHAI_CENTRES
from anjia.kernel.queries import story_of
from anjia.workforce import operations, queries

PAGE, ME = "/work/areas/", "/work/me/"
ENGLISH = {"Accept-Language": "en"}


def kept(caregiver_id: int) -> tuple[int | None, set[str]]:
    her = queries.caregiver(caregiver_id)
    return her.farthest_minutes, set(her.only_in)


def ticked(page: str) -> list[str]:
    return re.findall(r'value="([^"]+)" checked', page)


def save(phone: Client, *only_in: str) -> HttpResponse:
    """Ticks these alone on the page as it stands, and saves."""
    was = re.findall(r'name="was" value="([^"]+)"', phone.get(PAGE).content.decode())
    answer: HttpResponse = phone.post(PAGE, {"only_in": only_in, "was": was}, headers=ENGLISH)
    return answer


def test_what_she_ticks_counts_at_once_and_how_far_she_goes_stays(
    phone: Client, visit: AssignedVisit, now: datetime
) -> None:
    operations.set_service_area(caregiver_id=visit.caregiver_id, farthest_minutes=40, at=now, by=SYSTEM)
    shown = phone.post(PAGE, {"only_in": ["徐汇区", "静安区"]}, follow=True, headers=ENGLISH).content.decode()
    assert kept(visit.caregiver_id) == (40, {"徐汇区", "静安区"})
    assert set(ticked(shown)) == {"徐汇区", "静安区"}
    assert "Saved. It counts for every visit from now on." in shown
    assert "you go 40 minutes from home at most" in shown
    assert story_of(f"caregiver:{visit.caregiver_id}", limit=1)[0].by == f"caregiver:{visit.caregiver_id}"


def test_her_page_says_where_she_goes_in_both_languages(phone: Client, visit: AssignedVisit) -> None:
    assert "Everywhere; you may keep to districts" in phone.get(ME, headers=ENGLISH).content.decode()
    save(phone, "徐汇区")
    assert "Only in 徐汇区" in phone.get(ME, headers=ENGLISH).content.decode()
    assert "去哪些区" in phone.get(PAGE, headers={"Accept-Language": "zh-hans"}).content.decode()


def test_none_ticked_is_everywhere_again(phone: Client, visit: AssignedVisit) -> None:
    save(phone, "徐汇区")
    assert save(phone).status_code == 302
    assert kept(visit.caregiver_id) == (None, set())


def test_what_is_no_district_is_left_out_and_the_companys_own_may_stay(
    phone: Client, visit: AssignedVisit, now: datetime
) -> None:
    hers = {"caregiver_id": visit.caregiver_id, "farthest_minutes": None, "at": now, "by": SYSTEM}
    operations.set_service_area(**hers, only_in=["昆山市"])  # type: ignore[arg-type]
    assert ticked(phone.get(PAGE).content.decode()) == ["昆山市"]
    save(phone, "昆山市", "月球区", "徐汇区")
    assert kept(visit.caregiver_id)[1] == {"昆山市", "徐汇区"}


def test_what_was_changed_meanwhile_is_not_written_over(phone: Client, visit: AssignedVisit, now: datetime) -> None:
    hers = {"caregiver_id": visit.caregiver_id, "at": now, "by": SYSTEM}
    operations.set_service_area(**hers, farthest_minutes=None, only_in=["昆山市"])  # type: ignore[arg-type]
    operations.set_service_area(**hers, farthest_minutes=25, only_in=["静安区"])  # type: ignore[arg-type]
    for only_in in (["昆山市"], ["徐汇区"], []):
        answer = phone.post(PAGE, {"only_in": only_in, "was": ["昆山市"]}, headers=ENGLISH)
        assert answer.status_code == 409
        assert ticked(answer.content.decode()) == ["静安区"]
    assert kept(visit.caregiver_id) == (25, {"静安区"})
    save(phone, "徐汇区")
    assert kept(visit.caregiver_id) == (25, {"徐汇区"})


def test_nothing_but_unknown_districts_does_not_become_everywhere(phone: Client, visit: AssignedVisit) -> None:
    save(phone, "徐汇区")
    assert save(phone, "月球区").status_code == 422
    assert kept(visit.caregiver_id)[1] == {"徐汇区"}


def test_too_many_are_refused_and_the_ticks_stay(phone: Client, visit: AssignedVisit, now: datetime) -> None:
    others = {"昆山市", "太仓市", "嘉善县", "平湖市", "吴江区"}
    hers = {"caregiver_id": visit.caregiver_id, "farthest_minutes": None, "at": now, "by": SYSTEM}
    operations.set_service_area(**hers, only_in=others)  # type: ignore[arg-type]
    answer = save(phone, *others, *SHANGHAI_CENTRES)
    assert answer.status_code == 422
    assert "districts at most" in answer.content.decode()
    assert len(ticked(answer.content.decode())) == len(SHANGHAI_CENTRES) + len(others)
    assert kept(visit.caregiver_id) == (None, others)


def test_in_another_city_she_ticks_districts_of_homes_or_reads_whom_to_ask(
    phone: Client, visit: AssignedVisit, company_id: int, now: datetime
) -> None:
    Company.objects.filter(pk=company_id).update(city="杭州")
    page = phone.get(PAGE).content.decode()
    assert re.findall('name="only_in" value="([^"]*)"', page) == ["徐汇区"]  # where the visit's home lies
    assert "No district of your city is known here yet." not in phone.get(PAGE, headers=ENGLISH).content.decode()
    Home.objects.all().update(district="")
    assert 'name="only_in"' not in phone.get(PAGE).content.decode()
    assert "No district of your city is known here yet." in phone.get(PAGE, headers=ENGLISH).content.decode()


def test_a_colleague_neither_sees_nor_changes_it(phone: Client, other_phone: Client, visit: AssignedVisit) -> None:
    save(phone, "徐汇区")
    assert ticked(other_phone.get(PAGE).content.decode()) == []
    save(other_phone, "静安区")
    assert kept(visit.caregiver_id)[1] == {"徐汇区"}


def test_the_page_asks_as_often_for_some_as_for_none(phone: Client, visit: AssignedVisit) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            phone.get(PAGE)
        return len(caught)

    phone.get(PAGE)
    few = asked()
    save(phone, "徐汇区", "静安区", "黄浦区")
    phone.get(PAGE)
    assert asked() == few
