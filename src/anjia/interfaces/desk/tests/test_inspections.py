"""The desk's pages of inspections, deviations, rounds and draws."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.company.rules import Role
from anjia.fieldwork.testing import AssignedVisit, a_photo
from anjia.inspections import queries
from anjia.inspections.testing import spot_check, visit_ahead
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.clock import clock_at, day_of
from anjia.kernel.scope import company_scope

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def at(at: datetime) -> datetime:
    """Thursday 19 November 2026, 10:00."""
    return at - timedelta(days=3)


@pytest.fixture
def lead(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000001", Role.QUALITY_LEAD)


@pytest.fixture
def owner(company_id: int, at: datetime) -> Client:
    return client_of(company_id, at, "13900000002", Role.OWNER)


@pytest.fixture
def stranger(stranger_id: int, at: datetime) -> Client:
    return client_of(stranger_id, at, "13900000003", Role.OWNER)


@pytest.fixture
def visit(lead: Client, company_id: int, at: datetime) -> AssignedVisit:
    with company_scope(company_id):
        return visit_ahead(at=at)


@pytest.fixture
def check(visit: AssignedVisit, company_id: int, at: datetime) -> int:
    with company_scope(company_id):
        return spot_check(at=at)


@pytest.fixture
def later(at: datetime) -> Iterator[None]:
    """While the visit is under way."""
    with clock_at(at + 4 * HOUR):
        yield


SEEN = {
    "result-1": "ok",
    "result-2": "deviation",
    "severity-2": "minor",
    "note-2": "水渍还在",
    "result-3": "not_seen",
    "at_home": "on",
    "agreed": "on",
}


def text_of(client: Client, name: str, *args: int, **asked: str) -> str:
    return client.get(reverse(f"desk:{name}", args=args), asked).content.decode()


def hold(client: Client, check: int, visit: AssignedVisit, **changed: object) -> int:
    values = {**SEEN, "visit": visit.visit_id, **changed}
    return client.post(reverse("desk:inspection", args=[check]), values).status_code


def found(company_id: int) -> queries.FindingSummary:
    with company_scope(company_id):
        return queries.deviations()[0]


def test_what_is_due_stands_on_one_page_and_on_today(lead: Client, check: int, at: datetime) -> None:
    with clock_at(at):
        assert "Spot check" in text_of(lead, "inspections")
        assert "Hold the inspection" in text_of(lead, "today")
        assert "The form opens then" in text_of(lead, "inspection", check)


def test_only_who_leads_quality_sees_inspections(company_id: int, check: int, at: datetime) -> None:
    for number, role in enumerate((Role.DISPATCHER, Role.ADVISER, Role.FINANCE)):
        other = client_of(company_id, at, f"1380000000{number}", role)
        assert other.get(reverse("desk:inspection", args=[check])).status_code == 403
        assert "Hold the inspection" not in other.get(reverse("desk:today")).content.decode()


@pytest.mark.usefixtures("later")
def test_the_inspector_marks_each_step_and_a_deviation_waits_for_its_remedy(
    lead: Client, check: int, visit: AssignedVisit, company_id: int, at: datetime
) -> None:
    text = text_of(lead, "inspection", check)
    assert "厨房台面擦净" in text and "换布重新消毒" in text
    assert hold(lead, check, visit, **{"photo-2": a_photo()}) == 302
    ended = text_of(lead, "inspection", check)
    assert "卫生间消毒" in ended and "To be put right" in ended
    finding = found(company_id)
    assert lead.get(reverse("desk:finding-photo", args=[finding.id])).status_code == 200
    assert "水渍还在" in text_of(lead, "finding", finding.id)
    assert "卫生间消毒" in text_of(lead, "findings")
    with clock_at(at + DAY):
        assert "100%" in text_of(lead, "inspections")


@pytest.mark.usefixtures("later")
def test_without_consent_or_severity_nothing_is_recorded(lead: Client, check: int, visit: AssignedVisit) -> None:
    assert hold(lead, check, visit, agreed="") == 422
    assert hold(lead, check, visit, **{"severity-2": ""}) == 422
    assert hold(lead, check, visit, **{"note-2": "长" * 600}) == 422


@pytest.mark.usefixtures("later")
def test_a_deviation_is_put_right_and_somebody_else_looks(
    lead: Client, owner: Client, check: int, visit: AssignedVisit, company_id: int
) -> None:
    hold(lead, check, visit)
    finding = found(company_id)
    remedy, look = (reverse(f"desk:{name}", args=[finding.id]) for name in ("remedy-finding", "look-at-finding"))
    assert lead.post(look, {"right": "yes"}).status_code == 422
    assert lead.post(remedy, {"text": ""}).status_code == 422
    assert lead.post(remedy, {"text": "已重做"}).status_code == 302
    assert lead.post(look, {"right": "yes"}).status_code == 422
    assert owner.post(look, {"right": "yes"}).status_code == 302
    assert "Looked at again, right" in text_of(lead, "finding", finding.id)


def test_a_round_is_set_and_ended(lead: Client, visit: AssignedVisit, company_id: int, at: datetime) -> None:
    with clock_at(at):
        form = {
            "about": f"caregiver:{visit.caregiver_id}",
            "every_weeks": 2,
            "starts_on": day_of(at + DAY).isoformat(),
        }
        assert lead.post(reverse("desk:rounds"), {**form, "about": "caregiver:99999"}).status_code == 422
        assert lead.post(reverse("desk:rounds"), {**form, "every_weeks": 0}).status_code == 422
        assert lead.post(reverse("desk:rounds"), form).status_code == 302
        assert lead.post(reverse("desk:rounds"), form).status_code == 422
        assert "every 2 weeks" in text_of(lead, "rounds")
        with company_scope(company_id):
            (one,) = queries.rounds(at=at)
            (planned,) = queries.planned()
        assert "No visit fits yet" in text_of(lead, "inspection", planned.id)
        assert lead.post(reverse("desk:end-round", args=[one.id])).status_code == 302
        assert lead.post(reverse("desk:drop-inspection", args=[planned.id]), {"reason": ""}).status_code == 422
        assert lead.post(reverse("desk:drop-inspection", args=[planned.id]), {"reason": "没空"}).status_code == 302


def test_a_draw_can_be_started_seen_and_repeated(lead: Client, visit: AssignedVisit, at: datetime) -> None:
    with clock_at(at):
        started = lead.post(reverse("desk:draw-now"))
        page = lead.get(started["Location"]).content.decode()
        assert "the same visits" in page and "100.0 %" in page
        assert "new here" in page
        assert "1 of 1 visits" in text_of(lead, "sampling-plan")


def test_nothing_to_draw_from_is_said(lead: Client, at: datetime) -> None:
    with clock_at(at):
        assert lead.post(reverse("desk:draw-now")).status_code == 422


def test_a_plan_is_published_and_a_wrong_one_refused(lead: Client, at: datetime) -> None:
    with clock_at(at):
        form = {
            "checks": 8,
            "new_days": 30,
            "new_percent": 300,
            "low_below": 75,
            "low_percent": 200,
            "high_fen": "500",
            "high_percent": 120,
            "unchecked_days": 60,
            "unchecked_percent": 150,
        }
        assert lead.post(reverse("desk:sampling-plan"), {**form, "new_percent": 50}).status_code == 422
        assert lead.post(reverse("desk:sampling-plan"), form).status_code == 302
        assert "8 a week" in text_of(lead, "sampling-plan")


@pytest.mark.usefixtures("later")
def test_another_company_sees_none_of_it(
    stranger: Client, lead: Client, check: int, visit: AssignedVisit, company_id: int
) -> None:
    hold(lead, check, visit)
    finding = found(company_id)
    with company_scope(company_id):
        draw = queries.draws()[0].id
    for name, about in (("inspection", check), ("finding", finding.id), ("draw", draw), ("finding-photo", finding.id)):
        assert stranger.get(reverse(f"desk:{name}", args=[about])).status_code == 404
    assert stranger.post(reverse("desk:remedy-finding", args=[finding.id]), {"text": "好了"}).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(lead: Client, check: int, company_id: int, at: datetime) -> None:
    with clock_at(at + 5 * DAY):
        one = queries_of(lambda: text_of(lead, "inspections"))
        with company_scope(company_id):
            for n in range(2, 5):
                visit_ahead(at=at + 5 * DAY, phone=f"1391234560{n}", number=n)
            spot_check(at=at + 5 * DAY)
        assert queries_of(lambda: text_of(lead, "inspections")) <= one
