"""Ticks, photos and incidents."""

import io
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from anjia.dispatch.testing import caregiver
from anjia.fieldwork import operations, queries
from anjia.fieldwork.rules import MOST_PHOTOS, IncidentKind, When
from anjia.fieldwork.testing import AssignedVisit, a_photo, arrive, assigned_visit
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.files import read_file
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope


@pytest.fixture
def now(visit: AssignedVisit) -> datetime:
    return arrive(visit)


def test_a_tick_keeps_the_title_and_can_be_taken_back(visit: AssignedVisit, now: datetime) -> None:
    operations.tick_step(**visit.whose, position=2, at=now, by=visit.by)
    step = queries.progress_of(visit.visit_id).steps[1]
    assert (step.title, step.ticked_at) == ("卫生间消毒", now)
    operations.untick_step(**visit.whose, position=2, at=now, by=visit.by)
    assert queries.progress_of(visit.visit_id).ticked == 0


@pytest.mark.parametrize("position", [0, 4, 10**30])
def test_a_step_that_the_standard_does_not_have_is_missing(visit: AssignedVisit, now: datetime, position: int) -> None:
    with pytest.raises(Missing):
        operations.tick_step(**visit.whose, position=position, at=now, by=visit.by)


def test_taking_back_a_tick_that_is_not_there_changes_nothing(visit: AssignedVisit, now: datetime) -> None:
    before = len(story_of(f"visit:{visit.visit_id}"))
    operations.untick_step(**visit.whose, position=2, at=now, by=visit.by)
    assert len(story_of(f"visit:{visit.visit_id}")) == before


def photo(visit: AssignedVisit, at: datetime, **other: Any) -> None:
    values = {"position": 1, "when": When.BEFORE, "upload": a_photo()} | other
    operations.add_photo(**visit.whose, **values, at=at, by=visit.by)


def test_a_photo_is_kept_with_whose_home_it_shows(visit: AssignedVisit, now: datetime) -> None:
    photo(visit, now)
    kept = queries.progress_of(visit.visit_id).steps[0].before[0]
    assert (kept.household_id, kept.caregiver_id, kept.taken_at) == (visit.household_id, visit.caregiver_id, now)
    assert read_file(kept.file_id).content_type == "image/webp"
    assert queries.photo(kept.id) == kept


def test_the_same_photo_delivered_twice_is_kept_once(visit: AssignedVisit, now: datetime) -> None:
    tap = uuid4()
    photo(visit, now, client_id=tap)
    photo(visit, now, client_id=tap)
    assert len(queries.progress_of(visit.visit_id).steps[0].before) == 1


def test_a_photo_can_be_taken_back(visit: AssignedVisit, now: datetime) -> None:
    photo(visit, now, position=0)
    kept = queries.progress_of(visit.visit_id).home_before[0]
    operations.remove_photo(**visit.whose, photo_id=kept.id, at=now, by=visit.by)
    with pytest.raises(Missing):
        queries.photo(kept.id)
    with pytest.raises(Missing):
        operations.remove_photo(**visit.whose, photo_id=kept.id, at=now, by=visit.by)


def test_a_photo_of_another_visit_cannot_be_removed(visit: AssignedVisit, now: datetime, at: datetime) -> None:
    photo(visit, now)
    kept = queries.progress_of(visit.visit_id).steps[0].before[0]
    other = assigned_visit(
        at=at,
        starts_at=visit.starts_at + timedelta(hours=5),
        caregiver_id=caregiver("李敏", at=at, number=2),
        phone="13912345679",
    )
    arrive(other)
    with pytest.raises(Missing):
        operations.remove_photo(**other.whose, photo_id=kept.id, at=other.starts_at, by=other.by)
    assert queries.photo(kept.id)


def test_another_company_cannot_reach_a_photo(visit: AssignedVisit, now: datetime, stranger_id: int) -> None:
    photo(visit, now)
    kept = queries.progress_of(visit.visit_id).steps[0].before[0]
    with company_scope(stranger_id), pytest.raises(Missing):
        queries.photo(kept.id)


def test_what_is_not_a_photo_is_refused_in_plain_words(visit: AssignedVisit, now: datetime) -> None:
    with pytest.raises(Refusal, match="not a photo"):
        photo(visit, now, upload=io.BytesIO(b"%PDF-1.7"))


def test_more_than_forty_photos_are_refused(
    visit: AssignedVisit, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anjia.fieldwork.operations.photos.MOST_PHOTOS", 2)
    photo(visit, now)
    photo(visit, now)
    with pytest.raises(Refusal, match="2 photos already"):
        photo(visit, now)
    assert MOST_PHOTOS == 40


def report(visit: AssignedVisit, at: datetime, **other: Any) -> None:
    values = {"kind": IncidentKind.DAMAGE, "text": "花瓶碰碎了。"} | other
    operations.report_incident(**visit.whose, **values, at=at, by=visit.by)


def test_an_incident_is_kept_and_told(visit: AssignedVisit, now: datetime) -> None:
    report(visit, now, upload=a_photo())
    incident = queries.progress_of(visit.visit_id).incidents[0]
    assert (incident.kind, incident.text, incident.told) == ("damage", "花瓶碰碎了。", True)
    assert queries.incident(incident.id).file_id == incident.file_id is not None
    assert story_of(f"visit:{visit.visit_id}")[0].name == "fieldwork.IncidentReported"


def test_a_caregivers_fear_is_not_told_to_the_household(visit: AssignedVisit, now: datetime) -> None:
    report(visit, now, kind=IncidentKind.SAFETY, text="有人推我。")
    progress = queries.progress_of(visit.visit_id)
    assert progress.incidents
    assert progress.told_incidents == ()


def test_an_incident_can_be_reported_before_the_door_opens(visit: AssignedVisit) -> None:
    report(visit, visit.starts_at, kind=IncidentKind.ACCESS_REFUSED, text="敲门没人应。")
    assert queries.recent_incidents(since=visit.starts_at)[0].text == "敲门没人应。"


@pytest.mark.parametrize(("kind", "text"), [("theft", "…"), ("damage", " \x00 "), ("damage", "长" * 1001)])
def test_a_report_needs_a_kind_and_words(visit: AssignedVisit, now: datetime, kind: str, text: str) -> None:
    with pytest.raises(Refusal):
        report(visit, now, kind=kind, text=text)


def test_the_same_report_delivered_twice_is_kept_once(visit: AssignedVisit, now: datetime) -> None:
    tap = uuid4()
    report(visit, now, client_id=tap)
    report(visit, now, client_id=tap)
    assert len(queries.progress_of(visit.visit_id).incidents) == 1
