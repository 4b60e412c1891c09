"""Enquiries at the desk: the board, the page of one, the interview, the proposal."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from anjia.company.rules import Role
from anjia.households.queries import dossier_of
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.promises.queries import promise_of
from anjia.sales import queries
from anjia.sales.operations import record_contact
from anjia.sales.testing import Asking, ask, propose


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    with clock_at(at):
        yield at


@pytest.fixture
def adviser(company_id: int, now: datetime) -> Client:
    return client_of(company_id, now, "13700001001", Role.ADVISER)


@pytest.fixture
def asking(scope: int, now: datetime) -> Asking:
    return ask(at=now - timedelta(minutes=95))


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def draft(asking: Asking, **changed: str | list[str]) -> dict[str, str | list[str]]:
    given: dict[str, str | list[str]] = {
        "home": str(asking.home_id),
        "offering": [str(asking.offering_id)],
        "was": [str(asking.offering_id)],
        "minutes": ["180"],
        "visits": ["4"],
        "price": ["150.00"],
        "usual": ["150.00"],
        "not_included": "不擦外窗",
        "standard_limits": "",
        "needed": "",
        "valid_on": "2026-11-29",
        "do": "send",
    }
    return {**given, **changed}


def test_the_board_shows_how_long_is_left_and_what_is_overdue(adviser: Client, asking: Asking, now: datetime) -> None:
    ask(at=now - timedelta(hours=3), phone="13800138000", text="急")
    shown = page(adviser, "/desk/enquiries/")
    assert "25 min left" in shown
    assert "1 h overdue" in shown
    assert shown.index("1 h overdue") < shown.index("25 min left")


def test_the_board_costs_the_same_for_two_and_for_twelve(adviser: Client, asking: Asking, now: datetime) -> None:
    few = queries_of(lambda: page(adviser, "/desk/enquiries/"))
    for number in range(12):
        ask(at=now, phone=f"138001380{number:02d}")
    assert queries_of(lambda: page(adviser, "/desk/enquiries/")) == few


def test_an_enquiry_is_found_by_name_and_by_phone(adviser: Client, asking: Asking) -> None:
    for words in ("陈", "13912345678", "5678"):
        assert "想请人每周来打扫一次" in page(adviser, f"/desk/enquiries/?q={words}")
    assert "Nothing found." in page(adviser, "/desk/enquiries/?q=王")


def test_an_empty_board_says_what_to_do(adviser: Client) -> None:
    assert "No enquiry is waiting." in page(adviser, "/desk/enquiries/")


def test_a_new_household_asks(adviser: Client, scope: int) -> None:
    answer = adviser.post(
        "/desk/enquiries/new/",
        {
            "phone": "139 1234 5678",
            "name": "陈女士",
            "channel": "wechat",
            "text": "擦窗",
            "district": "徐汇区",
            "address": "漕溪北路 8 号",
        },
    )
    enquiry = queries.enquiry_list()[0]
    assert answer.headers["Location"] == f"/desk/enquiries/{enquiry.id}/"
    assert (enquiry.channel, enquiry.text) == ("wechat", "擦窗")
    assert "139****5678" in page(adviser, f"/desk/enquiries/{enquiry.id}/")


def test_a_known_phone_keeps_its_household(adviser: Client, asking: Asking) -> None:
    assert "陈女士" in page(adviser, "/desk/enquiries/known/?phone=13912345678")
    assert "陈女士" not in page(adviser, "/desk/enquiries/known/?phone=13800138000")
    assert "陈女士" not in page(adviser, "/desk/enquiries/known/?phone=139")
    adviser.post("/desk/enquiries/new/", {"phone": "13912345678", "name": "", "channel": "phone", "text": "又来"})
    assert queries.enquiry_list()[0].household_id == asking.household_id


@pytest.mark.parametrize("phone", ["123", "", "x" * 39])
def test_what_is_no_phone_is_said_at_the_field(adviser: Client, phone: str) -> None:
    answer = adviser.post("/desk/enquiries/new/", {"phone": phone, "name": "陈女士", "channel": "phone"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_new_household_without_a_name_is_refused_in_words(adviser: Client) -> None:
    answer = adviser.post("/desk/enquiries/new/", {"phone": "13912345678", "name": "", "channel": "phone"})
    assert answer.status_code == 422
    assert "Please fill in the name" in answer.content.decode()


def test_reaching_the_household_keeps_the_promise(adviser: Client, asking: Asking) -> None:
    url = f"/desk/enquiries/{asking.enquiry_id}/"
    adviser.post(f"{url}contact/", {"channel": "phone", "note": "没人接", "reached": "no"})
    assert queries.enquiry(asking.enquiry_id).contacted_at is None
    adviser.post(f"{url}contact/", {"channel": "phone", "note": "明天再聊"})
    promise = promise_of("first_contact", f"enquiry:{asking.enquiry_id}")
    assert promise is not None
    assert promise.state == "kept"
    shown = page(adviser, url)
    assert "明天再聊" in shown
    assert "Answered in time" in shown


def test_the_number_is_shown_once_asked_and_that_is_remembered(adviser: Client, asking: Asking) -> None:
    url = f"/desk/enquiries/{asking.enquiry_id}/"
    assert "13912345678" not in page(adviser, url)
    assert "13912345678" in adviser.post(f"{url}phone/").content.decode()
    told = [fact.name for fact in story_of(f"household:{asking.household_id}")]
    assert "households.PhoneRevealed" in told


def test_a_doubt_is_recorded_answered_and_helps_the_next(adviser: Client, asking: Asking) -> None:
    url = f"/desk/enquiries/{asking.enquiry_id}/"
    adviser.post(f"{url}objection/", {"doubt": "trust", "text": "怕丢东西"})
    doubt = queries.objections_of(asking.enquiry_id)[0]
    adviser.post(f"/desk/objections/{doubt.id}/", {"proof": "出示背调记录"})
    assert "出示背调记录" in page(adviser, url)
    assert "出示背调记录" in page(adviser, "/desk/enquiries/proofs/?doubt=trust")
    refused = adviser.post(f"{url}objection/", {"doubt": "trust", "text": ""})
    assert refused.status_code == 422


def test_a_lost_enquiry_leaves_the_board_for_the_list_of_losses(adviser: Client, asking: Asking) -> None:
    url = f"/desk/enquiries/{asking.enquiry_id}/"
    assert adviser.post(f"{url}lose/", {"reason": ""}).status_code == 422
    adviser.post(f"{url}lose/", {"reason": "price", "note": "只想出 35 元"})
    assert "想请人每周来打扫一次" not in page(adviser, "/desk/enquiries/")
    assert "只想出 35 元" in page(adviser, "/desk/enquiries/?state=lost")
    refused = adviser.post(f"{url}contact/", {"channel": "phone", "note": "再试"})
    assert refused.status_code == 422
    assert "This enquiry is closed" in refused.content.decode()


def test_who_ordered_without_a_proposal_is_won(adviser: Client, asking: Asking) -> None:
    url = f"/desk/enquiries/{asking.enquiry_id}/"
    for _ in range(2):
        assert adviser.post(f"{url}win/").status_code == 302
    assert queries.enquiry(asking.enquiry_id).state == "won"
    assert "陈女士" in page(adviser, "/desk/enquiries/?state=won")


def test_a_proposal_past_its_day_has_lapsed_on_its_page(adviser: Client, asking: Asking, now: datetime) -> None:
    sent = propose(asking, at=now)
    with clock_at(now + timedelta(days=9)):
        shown = page(adviser, f"/desk/enquiries/{asking.enquiry_id}/")
        assert "Lapsed" in shown
        assert "Make a new link" not in shown
        assert adviser.post(f"/desk/proposals/{sent.id}/link/").status_code == 404


def test_an_adviser_takes_an_enquiry_and_sees_her_own(adviser: Client, asking: Asking, now: datetime) -> None:
    ask(at=now, phone="13800138000", text="别人的")
    adviser.post(f"/desk/enquiries/{asking.enquiry_id}/take/")
    shown = page(adviser, "/desk/enquiries/?mine=1")
    assert "想请人每周来打扫一次" in shown
    assert "别人的" not in shown


def test_an_interview_fills_the_dossier(adviser: Client, asking: Asking) -> None:
    url = f"/desk/enquiries/{asking.enquiry_id}/interview/"
    page(adviser, url)
    answer = adviser.post(url, {"content": "全屋", "taboos": "不用含氯消毒液\n书房不进", "home": str(asking.home_id)})
    assert answer.status_code == 302
    assert [entry.text for entry in dossier_of(asking.household_id)] == ["不用含氯消毒液", "书房不进"]
    assert "书房不进" in page(adviser, f"/desk/enquiries/{asking.enquiry_id}/")


def test_an_interview_without_content_is_refused(adviser: Client, asking: Asking) -> None:
    answer = adviser.post(f"/desk/enquiries/{asking.enquiry_id}/interview/", {"content": ""})
    assert answer.status_code == 422


def test_the_draft_prices_itself_and_keeps_what_was_set_by_hand(adviser: Client, asking: Asking) -> None:
    url = f"/desk/enquiries/{asking.enquiry_id}/proposal/"
    assert 'value="150.00"' in page(adviser, url)
    longer = adviser.post(url, draft(asking, minutes=["240"], do="")).content.decode()
    assert 'value="200.00"' in longer
    by_hand = adviser.post(url, draft(asking, minutes=["240"], price=["180"], do="")).content.decode()
    assert 'value="180"' in by_hand
    assert "¥720.00" in by_hand
    added = adviser.post(url, draft(asking, do="add")).content.decode()
    assert added.count('name="offering"') == 2


def test_a_sent_proposal_shows_its_link_to_who_made_it(adviser: Client, asking: Asking) -> None:
    url = f"/desk/enquiries/{asking.enquiry_id}/"
    answer = adviser.post(f"{url}proposal/", draft(asking))
    assert answer.headers["Location"] == url
    shown = page(adviser, url)
    assert "http://testserver/p/" in shown
    assert "¥600.00" in shown
    sent = queries.proposals_of_enquiry(asking.enquiry_id)[0]
    assert (sent.total_fen, sent.not_included) == (60000, "不擦外窗")


def test_a_new_link_ends_the_old_one(adviser: Client, asking: Asking, now: datetime) -> None:
    sent = propose(asking, at=now)
    assert queries.proposal_by_token(sent.token)
    adviser.post(f"/desk/proposals/{sent.id}/link/")
    assert queries.proposal_by_token(sent.token) is None
    assert "http://testserver/p/" in page(adviser, f"/desk/enquiries/{asking.enquiry_id}/")


@pytest.mark.parametrize(
    "changed",
    [
        {"price": ["abc"]},
        {"price": ["-5"]},
        {"visits": ["0"]},
        {"minutes": ["5"]},
        {"minutes": ["99999999999999999999"]},
        {"offering": [""]},
        {"offering": ["999999"]},
        {"valid_on": "2026-11-01"},
        {"valid_on": "tomorrow"},
        {"offering": [], "was": [], "minutes": [], "visits": [], "price": [], "usual": []},
        {"not_included": "字" * 1001},
    ],
)
def test_an_impossible_proposal_is_refused_on_its_page(
    adviser: Client, asking: Asking, changed: dict[str, str | list[str]]
) -> None:
    answer = adviser.post(f"/desk/enquiries/{asking.enquiry_id}/proposal/", draft(asking, **changed))
    assert answer.status_code == 422
    assert "notice-bad" in answer.content.decode()
    assert queries.proposals_of_enquiry(asking.enquiry_id) == []


def test_a_proposal_asks_for_the_home_first(adviser: Client, scope: int) -> None:
    adviser.post("/desk/enquiries/new/", {"phone": "13800138001", "name": "吴先生", "channel": "phone"})
    enquiry = queries.enquiry_list()[0]
    url = f"/desk/enquiries/{enquiry.id}/proposal/"
    assert "Which home?" in page(adviser, url)
    assert adviser.post(url, {"district": "徐汇区", "address": "x"}).status_code == 422
    assert adviser.post(url, {"district": "徐汇区", "address": "肇嘉浜路 8 号"}).status_code == 302
    assert 'name="offering"' in page(adviser, url)


def test_a_closed_enquiry_takes_no_proposal(adviser: Client, asking: Asking) -> None:
    adviser.post(f"/desk/enquiries/{asking.enquiry_id}/lose/", {"reason": "price"})
    assert adviser.get(f"/desk/enquiries/{asking.enquiry_id}/proposal/").status_code == 404


def test_strangers_see_nothing(asking: Asking, stranger_id: int, company_id: int, now: datetime) -> None:
    sent = propose(asking, at=now)
    url = f"/desk/enquiries/{asking.enquiry_id}/"
    stranger = client_of(stranger_id, now, "13700001009", Role.ADVISER)
    for path in (url, f"{url}interview/", f"{url}proposal/"):
        assert stranger.get(path).status_code == 404
    for path in (f"{url}contact/", f"{url}take/", f"{url}phone/", f"/desk/proposals/{sent.id}/link/"):
        assert stranger.post(path, {"channel": "phone"}).status_code == 404
    assert "想请人每周来打扫一次" not in page(stranger, "/desk/enquiries/")
    assert Client().get(url).status_code == 302
    finance = client_of(company_id, now, "13700001008", Role.FINANCE)
    assert finance.get(url).status_code == 403


def test_long_lists_are_paged_by_key(adviser: Client, scope: int, now: datetime) -> None:
    for number in range(52):
        asked = ask(at=now, phone=f"138001380{number:02d}", text=f"第{number}个")
        record_contact(enquiry_id=asked.enquiry_id, channel="phone", note="", at=now, by=SYSTEM)
    first = page(adviser, "/desk/enquiries/?state=contacted")
    assert "before=" in first
    assert "第51个" in first
    oldest = min(one.id for one in queries.enquiry_list(states=["contacted"], limit=50))
    second = page(adviser, f"/desk/enquiries/?state=contacted&before={oldest}")
    assert "第1个" in second
    assert "第51个" not in second
    assert "before=" in page(adviser, "/desk/enquiries/?state=contacted&before=nonsense")


def test_another_companys_enquiries_are_not_on_the_board(adviser: Client, stranger_id: int, now: datetime) -> None:
    with company_scope(stranger_id):
        ask(at=now, text="别家的")
    assert "别家的" not in page(adviser, "/desk/enquiries/")
