"""She reads her own points alone, asks a person, and says where she would rather not go."""

from datetime import datetime

from django.test import Client

from anjia.dispatch import queries
from anjia.dispatch.operations import keep_weighed
from anjia.fieldwork.testing import AssignedVisit


def weigh(visit: AssignedVisit, now: datetime) -> int:
    assignment = queries.assignment_of(visit.visit_id)
    assert assignment is not None
    keep_weighed(assignment_id=assignment.id, at=now)
    return assignment.id


def test_whoever_was_not_sent_reads_her_own_points_and_no_family(
    phone: Client, other_phone: Client, visit: AssignedVisit, now: datetime
) -> None:
    assignment_id = weigh(visit, now)
    mine = phone.get("/work/choices/", headers={"Accept-Language": "en"}).content.decode()
    hers = other_phone.get("/work/choices/", headers={"Accept-Language": "en"}).content.decode()
    first, second = queries.weighed_for(assignment_id)
    assert f"Your points: {first.score}" in mine
    assert "somebody else" in hers
    assert f"Your points: {second.score}" in hers
    for page in (mine, hers):
        assert "王芳" not in page.replace("<title>", "") or "李敏" not in page
        assert "陈女士" not in page


def test_a_person_is_asked_once_about_ones_own(
    phone: Client, other_phone: Client, visit: AssignedVisit, now: datetime
) -> None:
    first, second = queries.weighed_for(weigh(visit, now))
    assert other_phone.post(f"/work/choices/{second.id}/review/", {"text": "我更近"}).status_code == 302
    assert other_phone.post(f"/work/choices/{first.id}/review/", {"text": "我更近"}).status_code == 404
    shown = other_phone.get("/work/choices/", headers={"Accept-Language": "en"}).content.decode()
    assert "A person is looking at it" in shown


def test_she_says_where_she_would_rather_not_go(
    phone: Client, other_phone: Client, visit: AssignedVisit, now: datetime
) -> None:
    page = f"/work/visits/{visit.visit_id}/rather-not/"
    assert other_phone.get(page).status_code == 404
    assert phone.post(page, {"reason": "狗没有拴"}).status_code == 302
    assignment = queries.assignment_of(visit.visit_id)
    assert assignment is not None
    [said] = queries.preferences_of_caregiver(visit.caregiver_id, at=now)
    assert (said.household_id, said.reason) == (assignment.household_id, "狗没有拴")
