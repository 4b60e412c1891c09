"""A visit behind its link: confirmed, moved, cancelled by whoever has it; any other link says one sentence."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anjia.booking import queries as booking
from anjia.booking.testing import lay_ground
from anjia.dispatch.operations import hold_slot
from anjia.dispatch.queries import assignment_of
from anjia.dispatch.testing import NEAR, caregiver, visit_with
from anjia.interfaces.public import limits
from anjia.journeys.operations import move_visit_and_reassign, place_order_from_hold
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at, minute_of
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.scope import company_scope
from anjia.offers import operations, queries
from anjia.offers.models import LinkUse, VisitLink


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[datetime]:
    cache.clear()
    with clock_at(at):
        yield at


@pytest.fixture
def visit_id(scope: int, at: datetime) -> int:
    """A visit on Tuesday with 王芳."""
    return visit_with(caregiver(at=at), at=at)


@pytest.fixture
def token(visit_id: int, at: datetime) -> str:
    return operations.make_visit_link(visit_id=visit_id, at=at, by=SYSTEM)


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"Accept-Language": "en"})


def read(visit_id: int) -> dict[str, int]:
    """What the forms of the page carry when it has just been opened."""
    return {"read": minute_of(booking.visit(visit_id).starts_at)}


def test_it_shows_what_when_and_who_and_no_more(visitor: Client, token: str, visit_id: int) -> None:
    text = visitor.get(f"/v/{token}/").content.decode()
    assert booking.visit(visit_id).title in text
    assert "王" in text
    for private in ("王芳", "陈女士", "漕溪", "150.00"):
        assert private not in text


def test_of_two_who_come_together_both_are_named(visitor: Client, scope: int, at: datetime) -> None:
    for number, name in enumerate(("王芳", "李敏"), 1):
        caregiver(name, at=at, number=number)
    ground = lay_ground(at=at)
    whose = {"household_id": ground.household_id, "at": at, "by": SYSTEM}
    held = hold_slot(
        caregiver_id=None,
        starts_at=at + timedelta(days=2),
        minutes=120,
        place=NEAR,
        trade="daily_cleaning",
        people=2,
        **whose,
    )
    placed = place_order_from_hold(
        hold_id=held, offering_id=ground.offering_id, home_id=ground.home_id, visit_price_fen=20000, **whose
    )
    token = operations.make_visit_link(visit_id=placed.visit_id, at=at, by=SYSTEM)
    text = visitor.get(f"/v/{token}/").content.decode()
    assert "王" in text
    assert "李" in text


def test_confirmed_once_and_shown_as_confirmed(visitor: Client, token: str, visit_id: int) -> None:
    for _time in range(2):
        assert visitor.post(f"/v/{token}/confirm/", read(visit_id)).status_code == 302
    link = queries.link_of(visit_id, booking.visit(visit_id).starts_at)
    assert link is not None
    assert link.confirmed_at
    assert "You confirmed" in visitor.get(f"/v/{token}/").content.decode()
    assert LinkUse.objects.filter(what="confirmed").count() == 1


@pytest.mark.parametrize("act", ["confirm", "move", "cancel"])
def test_a_time_that_was_moved_since_it_was_read_is_not_acted_on(
    visitor: Client, token: str, visit_id: int, at: datetime, act: str
) -> None:
    old = read(visit_id)
    assert f'name="read" value="{old["read"]}"' in visitor.get(f"/v/{token}/").content.decode()
    unread = visitor.post(f"/v/{token}/{act}/", {"start": minute_of(at + timedelta(days=4))})
    assert unread.status_code == 409
    assert "Please look at the time once more, and press again." in unread.content.decode()
    later = at + timedelta(days=3)
    move_visit_and_reassign(visit_id=visit_id, starts_at=later, reason="", household_asked=False, at=at, by=SYSTEM)
    answer = visitor.post(f"/v/{token}/{act}/", old | {"start": minute_of(at + timedelta(days=4))})
    assert answer.status_code == 409
    assert "moved to 25 November 10:00. Please look at it again." in answer.content.decode()
    assert (booking.visit(visit_id).state, booking.visit(visit_id).starts_at) == ("planned", later)
    link = queries.link_of(visit_id, later)
    assert link is not None
    assert link.confirmed_at is None


def test_its_own_time_is_no_other_time(visitor: Client, token: str, at: datetime) -> None:
    offered = visitor.get(f"/v/{token}/").content.decode()
    assert f'<option value="{minute_of(at + timedelta(days=2, minutes=30))}"' in offered
    assert f'<option value="{minute_of(at + timedelta(days=2))}"' not in offered


def test_moved_to_a_free_time_with_the_same_caregiver(visitor: Client, token: str, visit_id: int, at: datetime) -> None:
    before = assignment_of(visit_id)
    start = minute_of(at + timedelta(days=3))
    assert visitor.post(f"/v/{token}/move/", {"start": start} | read(visit_id)).status_code == 302
    assert booking.visit(visit_id).starts_at == at + timedelta(days=3)
    after = assignment_of(visit_id)
    assert before is not None
    assert after is not None
    assert after.caregiver_id == before.caregiver_id


def test_it_costs_the_same_however_many_could_come_and_whatever_they_have(
    visitor: Client, token: str, visit_id: int, at: datetime
) -> None:
    def cost(days: int) -> list[int]:
        shown = read(visit_id)
        move = {"start": minute_of(at + timedelta(days=days))} | shown
        acts = (("get", "", {}), ("post", "confirm/", shown), ("post", "move/", move))
        counts = []
        for method, path, given in acts:
            with CaptureQueriesContext(connection) as asked:
                answer = getattr(visitor, method)(f"/v/{token}/{path}", given)
            assert answer.status_code in (200, 302)
            counts.append(len(asked))
        return counts

    cost(3)
    few = cost(4)
    for number in range(2, 7):
        visit_with(caregiver(f"李小{number}", at=at, number=number), at=at)
    hers = assignment_of(visit_id)
    assert hers is not None
    visit_with(hers.caregiver_id, at=at, starts_at=at + timedelta(days=5, hours=4))
    assert cost(3) == few


def test_a_time_nobody_has_changes_nothing(visitor: Client, token: str, visit_id: int, at: datetime) -> None:
    start = minute_of(at + timedelta(days=3, hours=14))
    answer = visitor.post(f"/v/{token}/move/", {"start": start} | read(visit_id))
    assert answer.status_code == 409
    assert "This time has just been taken." in answer.content.decode()
    assert "ask somebody to change her hours" not in answer.content.decode()
    assert booking.visit(visit_id).starts_at == at + timedelta(days=2)
    for nonsense in ("", "x", "9" * 30):
        assert visitor.post(f"/v/{token}/move/", {"start": nonsense}).status_code == 404


def test_cancelled_it_opens_nothing_more(visitor: Client, token: str, visit_id: int) -> None:
    assert visitor.post(f"/v/{token}/cancel/", read(visit_id)).status_code == 200
    assert booking.visit(visit_id).state == "cancelled"
    assert visitor.get(f"/v/{token}/").status_code == 404


def test_less_than_a_day_ahead_only_the_phone_helps(visitor: Client, token: str, visit_id: int, at: datetime) -> None:
    with clock_at(at + timedelta(days=1, hours=1)):
        assert "less than 24 hours" in visitor.get(f"/v/{token}/").content.decode()
        assert visitor.post(f"/v/{token}/cancel/", read(visit_id)).status_code == 409
        assert (
            visitor.post(f"/v/{token}/move/", {"start": minute_of(at + timedelta(days=3))} | read(visit_id)).status_code
            == 409
        )
    assert booking.visit(visit_id).state == "planned"


def test_wrong_over_and_closed_links_say_one_sentence(visitor: Client, token: str, visit_id: int, at: datetime) -> None:
    wrong = visitor.get("/v/nobody-has-this/")
    with clock_at(at + timedelta(days=2)):
        over = visitor.get(f"/v/{token}/")
    newer = operations.make_visit_link(visit_id=visit_id, at=at, by=SYSTEM)
    replaced = visitor.get(f"/v/{token}/")
    operations.revoke_visit_link(visit_id=visit_id, at=at, by=SYSTEM)
    closed = visitor.post(f"/v/{newer}/confirm/")
    answers = [wrong, over, replaced, closed]
    assert {answer.status_code for answer in answers} == {404}
    assert all("This link opens nothing" in answer.content.decode() for answer in answers)
    assert not VisitLink.objects.filter(token_hash__contains=token).exists()


def test_too_many_uses_are_refused_for_an_hour(visitor: Client, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_LINK_USES", 2)
    assert [visitor.get(f"/v/{token}/").status_code for _time in range(3)] == [200, 200, 422]


def test_no_link_to_what_is_over_or_anothers(visit_id: int, at: datetime, stranger_id: int) -> None:
    with pytest.raises(Refusal):
        operations.make_visit_link(visit_id=visit_id, at=at + timedelta(days=2), by=SYSTEM)
    with pytest.raises(Missing):
        operations.make_visit_link(visit_id=visit_id, household_id=4_000_000, at=at, by=SYSTEM)
    with company_scope(stranger_id), pytest.raises(Missing):
        operations.make_visit_link(visit_id=visit_id, at=at, by=SYSTEM)
