"""The visit's page, its acts, its photos."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.fieldwork import operations, queries
from anjia.fieldwork.rules import State, When
from anjia.fieldwork.testing import HOME, AssignedVisit, a_photo, arrive
from anjia.households.operations import NewEntry, record_dossier
from anjia.households.rules import EntryKind
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.queries import story_of

HERE = {"latitude": str(HOME.latitude), "longitude": str(HOME.longitude)}


def act(phone: Client, visit: AssignedVisit, what: str, *, tap: Any = None, script: bool = True, **fields: Any) -> Any:
    headers = {"X-Act": "1", "HX-Request": "true"} if script else {}
    values = {"client_id": str(tap or uuid4()), "said_at": "2026-11-24T01:31:00.000Z", **fields}
    return phone.post(f"/work/visits/{visit.visit_id}/{what}/", values, headers=headers)


def progress(visit: AssignedVisit) -> queries.VisitProgress:
    return queries.progress_of(visit.visit_id)


def test_the_page_says_what_to_keep_in_mind_in_this_home(phone: Client, visit: AssignedVisit, at: datetime) -> None:
    entries = [NewEntry(EntryKind.TABOO, "不要动书房的文件"), NewEntry(EntryKind.NOTE, "只给公司看的话")]
    record_dossier(household_id=visit.household_id, entries=entries, at=at, by=SYSTEM)
    page = phone.get(f"/work/visits/{visit.visit_id}/").content.decode()
    assert "不要动书房的文件" in page
    assert "只给公司看的话" not in page
    assert "139****5678" in page
    assert "13912345678" not in page
    assert "150.00" not in page


def test_the_phone_number_is_shown_on_request_and_that_is_remembered(phone: Client, visit: AssignedVisit) -> None:
    answer = phone.post(f"/work/visits/{visit.visit_id}/phone/")
    assert "tel:+8613912345678" in answer.content.decode()
    assert story_of(f"household:{visit.household_id}")[0].name == "households.PhoneRevealed"


def test_the_whole_visit_can_be_done_from_the_phone(phone: Client, visit: AssignedVisit) -> None:
    assert 'data-state="on_the_way"' in act(phone, visit, "set-out").content.decode()
    assert 'data-state="at_the_door"' in act(phone, visit, "check-in", **HERE).content.decode()
    for position in (1, 2, 3):
        act(phone, visit, f"steps/{position}/tick")
    for when in When:
        upload = SimpleUploadedFile("photo.jpg", a_photo().read(), "image/jpeg")
        act(phone, visit, "photos", position="1", when=when.value, photo=upload)
    assert 'data-state="done"' in act(phone, visit, "complete", closing_note="谢谢").content.decode()
    found = progress(visit)
    assert (found.state, found.lacks, found.closing_note) == (State.DONE, (), "谢谢")
    assert "辛苦啦" in phone.get(f"/work/visits/{visit.visit_id}/done/").content.decode()


def test_a_repeated_act_is_answered_as_done(phone: Client, visit: AssignedVisit) -> None:
    arrive(visit)
    tap = uuid4()
    first, second = (act(phone, visit, "steps/1/tick", tap=tap) for _time in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert progress(visit).ticked == 1


def test_the_phones_own_time_is_kept_beside_the_servers(phone: Client, visit: AssignedVisit, now: datetime) -> None:
    act(phone, visit, "check-in", **HERE)
    found = progress(visit)
    assert (found.checked_in_at, found.check_in_said_at) == (now, now + timedelta(minutes=1))


def test_a_phone_with_a_broken_clock_can_check_in(phone: Client, visit: AssignedVisit) -> None:
    for said in ("gestern", "2026-13-45T99:99Z", "2026-11-24T01:31:00"):
        assert act(phone, visit, "check-in", **HERE, said_at=said).status_code == 200
    assert progress(visit).check_in_said_at is None


def test_without_the_script_an_act_leads_back_to_the_page(phone: Client, visit: AssignedVisit) -> None:
    assert act(phone, visit, "set-out", script=False)["Location"] == f"/work/visits/{visit.visit_id}/"


def test_a_refusal_is_a_plain_sentence(phone: Client, visit: AssignedVisit) -> None:
    answer = act(phone, visit, "steps/1/tick")
    assert (answer.status_code, answer.content.decode()) == (422, "请先到门口签到。")
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("what", "fields", "status"),
    [
        ("set-out", {"client_id": "7"}, 422),
        ("check-in", {"latitude": "nan", "longitude": "x"}, 422),
        ("photos", {"position": "1", "when": "before"}, 422),
        ("photos", {"position": "-1", "when": "before", "photo": "file"}, 404),
        ("photos", {"position": "1", "when": "later", "photo": "file"}, 404),
        ("steps/99999999999999999999/tick", {}, 404),
        ("photos/99999999999999999999/remove", {}, 404),
        ("incidents", {"kind": "theft", "text": "…"}, 422),
        ("complete", {}, 422),
    ],
)
def test_what_cannot_be_is_refused_without_a_fault(
    phone: Client, visit: AssignedVisit, what: str, fields: dict[str, Any], status: int
) -> None:
    if not what.startswith(("set-out", "check-in")):
        arrive(visit)
    if "photo" in fields:
        fields = fields | {"photo": SimpleUploadedFile("photo.jpg", a_photo().read())}
    assert act(phone, visit, what, **fields).status_code == status


def test_another_caregiver_finds_no_such_visit(other_phone: Client, visit: AssignedVisit) -> None:
    assert other_phone.get(f"/work/visits/{visit.visit_id}/").status_code == 404
    assert act(other_phone, visit, "set-out").status_code == 404
    assert other_phone.post(f"/work/visits/{visit.visit_id}/phone/").status_code == 404
    assert progress(visit).state is State.PLANNED


def test_a_photo_is_handed_to_the_one_who_took_it_only(
    phone: Client, other_phone: Client, visit: AssignedVisit
) -> None:
    at = arrive(visit)
    operations.add_photo(**visit.whose, position=1, when=When.BEFORE, upload=a_photo(), at=at, by=visit.by)
    photo = progress(visit).steps[0].before[0]
    whole, small = (phone.get(f"/work/photos/{photo.id}/{query}") for query in ("", "?small"))
    assert (whole["Content-Type"], small["Content-Type"]) == ("image/webp", "image/webp")
    assert "private" in whole["Cache-Control"]
    assert other_phone.get(f"/work/photos/{photo.id}/").status_code == 404


def test_after_the_visit_the_address_and_the_family_are_no_longer_shown(
    phone: Client, visit: AssignedVisit, at: datetime
) -> None:
    record_dossier(household_id=visit.household_id, entries=[NewEntry(EntryKind.ACCESS, "门禁 4711")], at=at, by=SYSTEM)
    now = arrive(visit)
    operations.complete_visit(**visit.whose, reason="客户要出门", at=now, by=visit.by)
    with clock_at(now):
        page = phone.get(f"/work/visits/{visit.visit_id}/").content.decode()
        refused = phone.post(f"/work/visits/{visit.visit_id}/phone/")
    assert "4711" not in page
    assert "漕溪北路" not in page
    assert refused.status_code == 422


def test_the_page_costs_the_same_however_much_happened(phone: Client, visit: AssignedVisit) -> None:
    address = f"/work/visits/{visit.visit_id}/"
    at = arrive(visit)
    operations.add_photo(**visit.whose, position=1, when=When.BEFORE, upload=a_photo(), at=at, by=visit.by)
    with clock_at(at):
        phone.get(address)
        with CaptureQueriesContext(connection) as little:
            phone.get(address)
        for position in (1, 2, 3):
            operations.tick_step(**visit.whose, position=position, at=at, by=visit.by)
            operations.add_photo(
                **visit.whose, position=position, when=When.AFTER, upload=a_photo(), at=at, by=visit.by
            )
        with CaptureQueriesContext(connection) as much:
            phone.get(address)
    assert len(much) == len(little) <= 32


def test_the_service_worker_may_serve_the_whole_phone(db: None, client: Client) -> None:
    answer = client.get("/work/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert client.get("/work/manifest.webmanifest").json()["start_url"] == "/work/"
    assert "没有网络" in client.get("/work/offline/").content.decode()
