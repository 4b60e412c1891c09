"""The law here and its calculators, at the desk and behind the household's link."""

from datetime import datetime
from urllib.parse import urlencode

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from anjia.catalog.testing import an_offering
from anjia.company.operations import open_branch, set_branch_jurisdiction
from anjia.company.queries import company
from anjia.company.rules import Role
from anjia.households.operations import register_household
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.interfaces.shared.story import household_entries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.queries import story_of
from anjia.kernel.scope import company_scope
from anjia.law.queries import shared_calculation
from tests.shares import turn_of

CARD = {"shape": "balance", "paid": "2000", "gift": "400", "used": "600", "ground": "operator"}
CARD |= {"contract_on": "2025-12-01", "ended_on": "2026-03-01"}
VISITS = {"shape": "visits", "paid": "1000", "bought": "10", "used_visits": "7", "list_price": "150"}
VISITS |= {"ground": "customer", "contract_on": "2025-12-01", "ended_on": "2026-03-01"}
YEAR = {"shape": "unlimited", "paid": "3650", "first_on": "2026-01-01", "last_on": "2026-12-31", "ground": "customer"}
YEAR |= {"contract_on": "2025-12-01", "ended_on": "2026-09-22"}


@pytest.fixture
def adviser(scope: int, at: datetime) -> Client:
    return client_of(scope, at, "13800000002", Role.ADVISER)


def asked(client: Client, kind: str, form: dict[str, str], status: int = 200) -> str:
    answer = client.get(f"/desk/law/{kind}/?{urlencode(form)}")
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "form", "words"),
    [
        ("refund", CARD, ["¥1,500.00", "¥600.00 × ¥2,000.00 ÷ ¥2,400.00", "article 18", "since 2025-05-01"]),
        ("refund", CARD | {"ground": "customer"}, ["¥1,400.00", "article 19"]),
        ("refund", VISITS, ["¥1,050.00", "¥0.00", "article 20"]),
        ("refund", YEAR, ["¥1,000.00", "article 22"]),
        (
            "refund",
            CARD | {"paid_back_on": "2026-03-31", "contract_on": "2025-10-01"},
            ["please check", "Interest from 1 March 2026"],
        ),
        ("refund", CARD | {"paid_back_on": "2026-03-31"}, ["is not known here"]),
        (
            "refund",
            CARD | {"ended_on": "2025-04-30", "contract_on": "2025-04-01"},
            ["no article of ours", "article 53"],
        ),
        (
            "deposit",
            {"price": "1000", "deposit": "300", "broke": "company", "on": "2026-01-01"},
            ["¥500.00", "article 586"],
        ),
        ("damages", {"fee": "100", "on": "2026-01-01"}, ["¥500.00", "article 55"]),
        ("tax", {"way": "usual", "incomes": "5000", "on": "2026-01-01"}, ["¥800.00"]),
        (
            "tax",
            {"way": "platform", "incomes": "30000 30000 30000", "on": "2026-01-01"},
            ["¥570.00", "¥710.00", "¥1,900.00"],
        ),
        ("deadline", {"place": "CN-11", "about": "card_withdrawal_paid", "asked_on": "2026-03-01"}, ["6 March 2026"]),
        ("card", {"place": "CN-31", "named": "no", "face": "1000.01", "sold_on": "2026-01-01"}, ["at most ¥1,000.00"]),
        ("card", {"place": "CN-31", "named": "yes", "face": "5000", "sold_on": "2026-01-01"}, ["forbids"]),
    ],
)
def test_a_calculation_is_shown_line_by_line_with_its_articles(
    adviser: Client, kind: str, form: dict[str, str], words: list[str]
) -> None:
    page = asked(adviser, kind, form)
    for word in [*words, "not legal advice"]:
        assert word in page, word


@pytest.mark.parametrize(
    ("kind", "form", "sentence"),
    [
        ("refund", CARD | {"paid": "-5"}, "must lie between"),
        ("refund", CARD | {"paid": "9" * 12}, "must lie between"),
        ("refund", CARD | {"used": "2400.01"}, "is more than the ¥2,400.00 that were there"),
        ("refund", CARD | {"gift": "20000.01"}, "more than 10 times"),
        ("refund", CARD | {"ended_on": "2025-11-30"}, "comes before"),
        ("refund", CARD | {"rate": "3"}, "where this rate is from"),
        ("refund", CARD | {"ground": "whim"}, "Select a valid choice"),
        ("refund", VISITS | {"used_visits": "11"}, "11 used of 10 bought"),
        ("refund", YEAR | {"first_on": "2027-01-01"}, "comes before"),
        (
            "deposit",
            {"price": "10", "deposit": "11", "broke": "nobody", "on": "2026-01-01"},
            "more than the whole price",
        ),
        ("tax", {"way": "platform", "incomes": "1 " * 13, "on": "2026-01-01"}, "between 1 and 12 months"),
        ("tax", {"way": "usual", "incomes": "much", "on": "2026-01-01"}, "is not an amount"),
        ("damages", {"fee": "1", "on": "yesterday"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    adviser: Client, kind: str, form: dict[str, str], sentence: str
) -> None:
    assert sentence in asked(adviser, kind, form, 422)


HOSTILE = ["", "\x00", "-1", "1e9", "NaN", "Infinity", "٣", "9" * 400, "0001-01-01", "9999-12-31", "😀" * 500]
HOSTILE += ["<script>alert(1)</script>", "%(x)s", "2026-02-30", "1,2,3", "0.001"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("refund", CARD | {"used_list": "700", "paid_back_on": "2026-03-31", "rate": "3", "rate_source": "合同"}),
        ("refund", VISITS),
        ("refund", YEAR | {"stopped_on": "2026-08-01"}),
        ("deposit", {"price": "1000", "deposit": "300", "broke": "company", "on": "2026-01-01"}),
        ("damages", {"fee": "100", "on": "2026-01-01"}),
        ("tax", {"way": "platform", "incomes": "5000", "on": "2026-01-01"}),
        ("deadline", {"place": "CN-11", "about": "refund_paid", "asked_on": "2026-03-01", "agreed_on": "2026-04-01"}),
        ("card", {"place": "CN", "named": "no", "face": "10", "sold_on": "2026-01-01", "expires_on": "2026-02-01"}),
    ],
)
def test_whatever_is_typed_gets_a_plain_answer(scope: int, kind: str, form: dict[str, str]) -> None:
    """In each field one of the hostile texts, in turn (`tests.shares`)."""
    visitor, slug = Client(), company(scope).slug
    for place, name in enumerate(form):
        for typed in turn_of(HOSTILE, place):
            answer = visitor.get(f"/law/{slug}/{kind}/", form | {name: typed})
            assert answer.status_code in (200, 422), (name, typed)
            assert "<script>alert" not in answer.content.decode()


def test_a_household_gets_a_link_recounts_and_finds_it_in_its_story(adviser: Client, scope: int, at: datetime) -> None:
    household = register_household(name="林女士", phone="13912345678", at=at, by=SYSTEM)
    page = adviser.post("/desk/law/refund/link/", CARD | {"household": str(household)}).content.decode()
    url = page.split('readonly value="http://testserver', 1)[1].split('"')[0]
    stranger = Client(headers={"Accept-Language": "en"})
    first = stranger.get(url).content.decode()
    assert "¥1,500.00" in first and "how the company counted" in first and "林女士" not in first
    changed = stranger.get(url, CARD | {"used": "1200"}).content.decode()
    assert "¥1,000.00" in changed and "You changed the numbers" in changed
    (entry,) = household_entries_of(story_of(f"household:{household}", limit=1))
    assert entry.url == url and "¥1,500.00" in entry.sentence
    for wrong in (url[:-3] + "xx/", "/c/x/", "/c/" + "x" * 3000 + "/"):
        assert stranger.get(wrong).status_code == 404


def test_a_link_for_somebody_elses_household_is_missing(adviser: Client, stranger_id: int, at: datetime) -> None:
    with company_scope(stranger_id):
        theirs = register_household(name="别家", phone="13912345679", at=at, by=SYSTEM)
    assert adviser.post("/desk/law/refund/link/", CARD | {"household": str(theirs)}).status_code == 404
    assert adviser.get(f"/desk/law/refund/?household={theirs}").status_code == 404


def test_only_this_installation_makes_links() -> None:
    forged = Signer(salt="another").sign_object({"c": 1, "k": "refund", "t": {}, "j": "CN"})
    assert shared_calculation(forged) is None


def test_the_law_here_follows_branch_and_day(adviser: Client, scope: int, at: datetime) -> None:
    branch = open_branch(name="温州店", district="徐汇区", at=at, by=SYSTEM)
    set_branch_jurisdiction(branch_id=branch, jurisdiction="CN-3303", at=at, by=SYSTEM)
    title = "A caregiver&#x27;s work file has 8 named contents."
    here = adviser.get("/desk/law/", {"branch": branch, "on": "2021-08-01"}).content.decode()
    assert title in here.split("Not in force on that day")[0]
    before = adviser.get("/desk/law/", {"branch": branch, "on": "2021-07-31"}).content.decode()
    assert title not in before.split("Not in force on that day")[0]
    assert title not in adviser.get("/desk/law/", {"on": "nonsense"}).content.decode()
    assert adviser.get("/desk/law/", {"branch": 10**9}).status_code == 404
    public = Client().get(f"/law/{company(scope).slug}/", {"branch": branch, "on": "2026-01-01"}).content.decode()
    assert "温州市家政服务条例" in public and "不是法律意见" in public


def test_anybody_may_count_and_nobody_needs_a_log_in_for_it(scope: int) -> None:
    slug = company(scope).slug
    page = Client().get(f"/law/{slug}/refund/", CARD).content.decode()
    assert "¥1,500.00" in page and "已消费，按实付与实付加赠送之比" in page
    assert Client().get(f"/law/{slug}/nothing/").status_code == 404
    assert Client().get("/desk/law/").status_code == 302


def test_pages_of_the_law_ask_the_database_little(adviser: Client) -> None:
    adviser.get("/desk/law/")
    assert queries_of(lambda: adviser.get("/desk/law/")) <= 14
    assert queries_of(lambda: adviser.get("/desk/law/refund/", CARD)) <= 14


def test_a_text_is_marked_with_article_and_a_way_out_and_not_kept(adviser: Client) -> None:
    text = "根据国家标准GB/T 27900-2011，我们最专业。<script>alert(1)</script>"
    page = adviser.post("/desk/law/claims/", {"text": text}).content.decode()
    for words in (
        "<mark",
        "Firefighters",
        "Advertising Law, article 9",
        "Advertising Law, article 11",
        "GB/T 31771-2024",
    ):
        assert words in page, words
    assert "<script>alert" not in page
    assert (
        "knows no objection" in adviser.post("/desk/law/claims/", {"text": "每小时 50 元，两小时起。"}).content.decode()
    )
    assert adviser.get("/desk/law/claims/").status_code == 200
    for wrong in ("", "😀" * 20_001):
        assert adviser.post("/desk/law/claims/", {"text": wrong}).status_code == 422


def test_a_services_page_shows_what_its_words_may_not_say(adviser: Client, at: datetime) -> None:
    page = adviser.get(reverse("desk:offering", args=[an_offering(at, name="最好的保洁")])).content.decode()
    assert "before a household reads them" in page and "Advertising Law, article 9" in page
    plain = adviser.get(reverse("desk:offering", args=[an_offering(at, code="b", name="乙")])).content.decode()
    assert "before a household" not in plain


def test_public_terms_lead_to_the_law(scope: int) -> None:
    slug = company(scope).slug
    assert f"/law/{slug}/" in Client().get(reverse("public:terms", args=[slug])).content.decode()
