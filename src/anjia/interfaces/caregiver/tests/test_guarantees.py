"""What the caregiver says beside the visit's acts: late, something free, help; as any tap, twice is once."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from anjia.fieldwork.testing import AssignedVisit, arrive
from anjia.guarantees import queries
from anjia.interfaces.caregiver.tests.test_visit import act
from anjia.kernel.clock import clock_at


def test_i_will_be_late(phone: Client, visit: AssignedVisit) -> None:
    tap = uuid4()
    for _n in range(2):
        shown = act(phone, visit, "late", tap=tap, minutes="45", cause="traffic", text="堵车")
    assert "已告知：晚到 45 分" in shown.content.decode()
    assert [one.minutes for one in queries.delays_of(visit.visit_id)] == [45]


def test_something_free_is_written_down_while_i_am_there(phone: Client, visit: AssignedVisit) -> None:
    extra = {"title": "擦冰箱", "minutes": "20", "wish": "agreed"}
    assert act(phone, visit, "goodwill", **extra).status_code == 422
    with clock_at(arrive(visit)):
        shown, tap = act(phone, visit, "goodwill", tap=uuid4(), **extra).content.decode(), uuid4()
        for _n in range(2):
            act(phone, visit, "goodwill", tap=tap, title="换灯泡", minutes="5", wish="asked")
        refused = act(phone, visit, "goodwill", title="擦窗", minutes="30", wish="asked")
    assert "擦冰箱" in shown and "工资照算" in shown
    assert len(queries.goodwill_of(visit.visit_id)) == 2
    assert (refused.status_code, "超出本次服务的额度" in refused.content.decode()) == (422, True)


def test_help_is_called_once_and_its_answer_stands_on_the_page(phone: Client, visit: AssignedVisit) -> None:
    page = phone.get(f"/work/visits/{visit.visit_id}/").content.decode()
    assert "屋里不碰开关" in page and 'href="tel:110"' in page
    tap = uuid4()
    for _n in range(2):
        shown = act(phone, visit, "emergency", tap=tap, kind="conflict", text="")
    assert len(queries.open_emergencies()) == 1
    assert "公司所有人都看到了您的求助" in shown.content.decode()
    (one,) = queries.open_emergencies()
    assert one.said_at == datetime.fromisoformat("2026-11-24T01:31:00+00:00")


@pytest.mark.parametrize("what", ["late", "goodwill", "emergency"])
def test_a_colleagues_visit_is_not_there(other_phone: Client, visit: AssignedVisit, what: str) -> None:
    fields = {"minutes": "30", "cause": "traffic", "kind": "fire", "title": "擦窗", "wish": "asked"}
    assert act(other_phone, visit, what, **fields).status_code == 404


def test_without_script_it_works_too(phone: Client, visit: AssignedVisit) -> None:
    answer = act(phone, visit, "late", script=False, minutes="15", cause="weather")
    assert (answer.status_code, answer["Location"]) == (302, f"/work/visits/{visit.visit_id}/")
    assert act(phone, visit, "late", script=False, minutes="soon", cause="weather").status_code == 422
