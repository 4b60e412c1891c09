"""The desk's pages of promises and clauses."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anjia.catalog.operations import list_offering
from anjia.company.rules import Role
from anjia.interfaces.desk.tests.people import client_of, queries_of
from anjia.kernel.actors import SYSTEM
from anjia.kernel.clock import clock_at
from anjia.kernel.scope import company_scope
from anjia.promises import queries
from anjia.promises.operations import keep_promise, make_promise, publish_standard_clauses, sweep_promises

HOUR = timedelta(hours=1)
CONFIRMED = {"confirmed": "1"}


@pytest.fixture(autouse=True)
def now(at: datetime) -> Iterator[None]:
    with clock_at(at + HOUR):
        yield


@pytest.fixture
def lead(company_id: int, at: datetime) -> Client:
    with company_scope(company_id):
        publish_standard_clauses(at=at, by=SYSTEM)
    return client_of(company_id, at, "13900000001", Role.QUALITY_LEAD)


def promised(company_id: int, at: datetime, count: int, first: int = 1) -> None:
    with company_scope(company_id):
        for number in range(first, first + count):
            make_promise(kind="complaint_answered", subject=f"complaint:{number}", made_at=at, by=SYSTEM)


def test_the_page_shows_clauses_record_and_what_is_open(lead: Client, company_id: int, at: datetime) -> None:
    promised(company_id, at, 1)
    text = lead.get(reverse("desk:promises")).content.decode()
    for words in ("A complaint gets a first answer within 1 day.", "23 h left", "Where we are at fault", "¥500.00"):
        assert words in text


def test_kept_and_broken_ones_are_found_by_page(lead: Client, company_id: int, at: datetime) -> None:
    promised(company_id, at, 52)
    with company_scope(company_id):
        for number in range(1, 53):
            keep_promise(
                kind="complaint_answered", subject=f"complaint:{number}", evidence=f"No. {number}.", at=at, by=SYSTEM
            )
    text = lead.get(reverse("desk:promises"), {"state": "kept"}).content.decode()
    assert "No. 52." in text
    assert "No. 2." not in text
    older = text.split("&amp;before=")[1].split('"')[0]
    rest = lead.get(reverse("desk:promises"), {"state": "kept", "before": older}).content.decode()
    assert "No. 2." in rest
    assert "No. 52." not in rest


@pytest.mark.parametrize("asked", [{"state": "nonsense"}, {"state": "kept", "before": "x-y"}, {"state": "broken"}])
def test_odd_addresses_show_a_page_all_the_same(lead: Client, asked: dict[str, str]) -> None:
    assert lead.get(reverse("desk:promises"), asked).status_code == 200


def test_the_page_asks_the_same_for_one_and_for_many(lead: Client, company_id: int, at: datetime) -> None:
    promised(company_id, at, 1)
    few = queries_of(lambda: lead.get(reverse("desk:promises")))
    promised(company_id, at, 9, first=2)
    assert queries_of(lambda: lead.get(reverse("desk:promises"))) == few


def test_the_next_version_of_a_clause_is_published(lead: Client, company_id: int, at: datetime) -> None:
    here = reverse("desk:clause", args=["complaint_answered"])
    assert lead.get(here).status_code == 200
    given = {"amount": "4", "unit": "hours", "sentence": "四小时内答复", "effective_on": ""}
    looked_at = lead.post(here, given).content.decode()
    assert "A complaint gets a first answer within 4 h." in looked_at
    assert "收到投诉后 4 小时内首次答复。" in looked_at
    with company_scope(company_id):
        assert queries.clause_in_force("complaint_answered", at=at + 2 * HOUR).version == 1
    answered = lead.post(here, {**given, **CONFIRMED})
    assert answered.status_code == 302
    with company_scope(company_id):
        clause = queries.clause_in_force("complaint_answered", at=at + 2 * HOUR)
    assert (clause.version, clause.minutes, clause.sentence) == (2, 240, "四小时内答复")


def test_the_bound_of_compensation_is_an_amount(lead: Client, company_id: int, at: datetime) -> None:
    here = reverse("desk:clause", args=["compensation"])
    assert lead.post(here, {"most": "300", **CONFIRMED}).status_code == 302
    with company_scope(company_id):
        assert queries.clause_in_force("compensation", at=at + 2 * HOUR).most_fen == 30000
    assert lead.post(here, {"most": "很多"}).status_code == 422


def test_a_version_for_the_past_is_refused_at_its_field(lead: Client) -> None:
    here = reverse("desk:clause", args=["complaint_answered"])
    answered = lead.post(here, {"amount": "4", "unit": "hours", "effective_on": "2020-01-01"})
    assert answered.status_code == 422


def test_only_the_quality_lead_and_the_owner_publish(company_id: int, at: datetime) -> None:
    adviser = client_of(company_id, at, "13900000002", Role.ADVISER)
    assert adviser.get(reverse("desk:promises")).status_code == 200
    assert adviser.post(reverse("desk:clause", args=["arrival"]), {"amount": "1", "unit": "days"}).status_code == 403


def test_an_unknown_kind_is_not_there(lead: Client) -> None:
    assert lead.get(reverse("desk:clause", args=["nonsense"])).status_code == 404


def test_nobody_looks_without_logging_in() -> None:
    assert "/accounts/" in Client().get(reverse("desk:promises"))["Location"]


def test_another_company_sees_none_of_them(lead: Client, company_id: int, stranger_id: int, at: datetime) -> None:
    promised(company_id, at, 1)
    stranger = client_of(stranger_id, at, "13900000003", Role.OWNER)
    assert "23 h left" not in stranger.get(reverse("desk:promises")).content.decode()


def test_a_term_for_a_service_in_working_time_with_a_remedy_reads_as_one_sentence(
    lead: Client, company_id: int, at: datetime
) -> None:
    with company_scope(company_id):
        offering_id = list_offering(
            code="D1",
            name="开荒",
            trade="deep_cleaning",
            unit="per_hour",
            price_fen=5000,
            usual_minutes=120,
            least_minutes=60,
            at=at,
            by=SYSTEM,
        )
    here = reverse("desk:clause", args=["message_answered"])
    given = {
        "amount": "3",
        "unit": "days",
        "clock": "working",
        "opens": "08:30",
        "closes": "17:30",
        "remedy": "per_started_minutes",
        "paid": "20",
        "per_minutes": "30",
        "most": "100",
        "offering": str(offering_id),
        "tell_50": "adviser",
        "tell_100": "owner",
        "source": "contract",
        "source_words": "HF-2025-02",
    }
    shown = lead.post(reverse("desk:clause-preview", args=["message_answered"]), given).content.decode()
    sentence = (
        "开荒: A message is answered within 3 working days (working days 08:30–17:30); if we fail, we pay ¥20.00 for "
        "every 30 min begun, at most ¥100.00."
    )
    assert sentence in shown
    assert lead.post(here, {**given, **CONFIRMED}).status_code == 302
    with company_scope(company_id):
        clause = queries.clause_in_force("message_answered", at=at + 2 * HOUR, offering_id=offering_id)
    assert (clause.minutes, clause.opens_minute, clause.closes_minute) == (3 * 540, 510, 1050)
    assert [(rung.percent, rung.role) for rung in clause.ladder] == [(50, "adviser"), (100, "owner")]
    page = lead.get(here).content.decode()
    assert sentence in page
    assert "HF-2025-02" in page
    gone = lead.post(reverse("desk:clause-withdraw", args=[clause.id]))
    assert gone.status_code == 302
    with company_scope(company_id):
        assert (
            queries.clause_in_force("message_answered", at=at + 2 * HOUR, offering_id=offering_id).offering_id is None
        )


@pytest.mark.parametrize(
    "given",
    [
        {"amount": "-4", "unit": "hours"},
        {"amount": "9" * 30, "unit": "hours"},
        {"amount": "500000", "unit": "days"},
        {"amount": "4", "unit": "hours", "remedy": "fixed", "paid": "-5"},
        {"amount": "4", "unit": "hours", "remedy": "fixed", "paid": "9" * 20},
        {"amount": "4", "unit": "hours", "remedy": "fixed"},
        {"amount": "4", "unit": "hours", "opens": "18:00", "closes": "09:00"},
        {"amount": "4", "unit": "hours", "source": "law"},
        {"amount": "4", "unit": "hours", "effective_to_on": "2030-01-01"},
        {"amount": "4", "unit": "hours", "effective_on": "9999-12-31"},
        {"amount": "4", "unit": "hours", "branch": "99"},
        {"amount": "4", "unit": "hours", "sentence": "x" * 301},
    ],
)
def test_bad_terms_are_refused_at_the_form_also_when_confirmed(lead: Client, given: dict[str, str]) -> None:
    here = reverse("desk:clause", args=["complaint_answered"])
    assert lead.post(here, given).status_code == 422
    assert lead.post(here, {**given, **CONFIRMED}).status_code == 422
    assert lead.post(reverse("desk:clause-preview", args=["complaint_answered"]), given).status_code == 200


def test_a_term_below_the_law_is_refused_with_its_article(lead: Client) -> None:
    answered = lead.post(reverse("desk:clause", args=["refund_paid"]), {"amount": "20", "unit": "days", **CONFIRMED})
    assert answered.status_code == 422
    assert "article 10" in answered.content.decode()


def test_the_bell_counts_what_the_ladder_told_until_it_is_seen(lead: Client, company_id: int, at: datetime) -> None:
    promised(company_id, at, 2)
    sweep_promises(at=at + 13 * HOUR)
    with clock_at(at + 13 * HOUR):
        page = lead.get(reverse("desk:notices")).content.decode()
        assert "2 promises run out of time" in page
        assert "50 % gone, as Quality lead" in page
        ids = page.split('name="ids" value="')[1].split('"')[0]
        assert lead.post(reverse("desk:notices-seen"), {"ids": ids}).status_code == 302
        assert "1 promise runs out of time" in lead.get(reverse("desk:promises")).content.decode()
        assert lead.post(reverse("desk:notices-seen"), {"ids": "x -1 9999 " + "9" * 40}).status_code == 302


def test_the_notices_ask_the_same_for_one_and_for_many(lead: Client, company_id: int, at: datetime) -> None:
    promised(company_id, at, 1)
    sweep_promises(at=at + 13 * HOUR)
    with clock_at(at + 13 * HOUR):
        few = queries_of(lambda: lead.get(reverse("desk:notices")))
        promised(company_id, at, 9, first=2)
        sweep_promises(at=at + 13 * HOUR)
        assert queries_of(lambda: lead.get(reverse("desk:notices"))) == few


def test_notices_are_for_those_they_were_told_to(lead: Client, company_id: int, stranger_id: int, at: datetime) -> None:
    promised(company_id, at, 1)
    sweep_promises(at=at + 13 * HOUR)
    with clock_at(at + 13 * HOUR):
        adviser = client_of(company_id, at, "13900000002", Role.ADVISER)
        stranger = client_of(stranger_id, at, "13900000003", Role.QUALITY_LEAD)
        for other in (adviser, stranger):
            assert "50 % gone" not in other.get(reverse("desk:notices")).content.decode()
    with company_scope(company_id):
        clause_id = queries.clause_in_force("complaint_answered", at=at + HOUR).id
    assert stranger.post(reverse("desk:clause-withdraw", args=[clause_id])).status_code == 404


def test_a_term_of_the_company_cannot_be_withdrawn(lead: Client, company_id: int, at: datetime) -> None:
    with company_scope(company_id):
        clause_id = queries.clause_in_force("complaint_answered", at=at + HOUR).id
    assert lead.post(reverse("desk:clause-withdraw", args=[clause_id])).status_code == 422
