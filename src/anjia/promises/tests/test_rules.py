from datetime import UTC, datetime, timedelta

import pytest

from anjia.promises import rules
from anjia.promises.rules import STANDARD, Form, Kind, Remedy

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("late", "in_time"), [(-MINUTE, True), (timedelta(), True), (timedelta(microseconds=1), False)]
)
def test_the_due_instant_itself_still_keeps_a_promise(late: timedelta, in_time: bool) -> None:
    assert rules.is_in_time(NOON, NOON + late) is in_time


def test_due_is_the_clause_minutes_after_the_promise() -> None:
    assert rules.due_at(NOON, 90) == NOON + timedelta(hours=1, minutes=30)


@pytest.mark.parametrize("text", ["complaint:7", "visit:1", "corrective_action:12345678"])
def test_a_subject_is_a_word_and_an_id(text: str) -> None:
    assert rules.is_subject(text)


@pytest.mark.parametrize(
    "text", ["", "complaint", "complaint:", "complaint:0", "Complaint:7", "a:b", "complaint:7 ", "投诉:7"]
)
def test_anything_else_is_no_subject(text: str) -> None:
    assert not rules.is_subject(text)


@pytest.mark.parametrize(
    ("kept", "broken", "share"),
    [(0, 0, None), (3, 0, 100), (0, 2, 0), (199, 1, 99), (2, 1, 66), (1, 199, 1), (1, 999, 1)],
)
def test_only_a_clean_record_reads_hundred_percent_and_only_one_without_any_kept_reads_none(
    kept: int, broken: int, share: int | None
) -> None:
    assert rules.share_kept(kept, broken) == share


def test_every_kind_has_standard_terms_and_a_clock_or_a_bound() -> None:
    assert set(STANDARD) == set(Kind)
    assert all(terms.clocked or terms.most_fen or terms.remedy.pays for terms in STANDARD.values())


def test_the_standard_clock_of_a_complaint_is_a_day_and_three_days() -> None:
    assert STANDARD[Kind.COMPLAINT_ANSWERED].minutes == 1440
    assert STANDARD[Kind.COMPLAINT_SETTLED].minutes == 3 * 1440
    assert STANDARD[Kind.FIRST_CONTACT].minutes == 120


DELAY = Remedy(Form.PER_STARTED_MINUTES, amount_fen=2000, per_minutes=30, most_fen=5000)


@pytest.mark.parametrize(
    ("remedy", "late", "price", "paid"),
    [
        (Remedy(), 90, 20000, 0),
        (Remedy(Form.FIXED, amount_fen=1500), 0, 0, 1500),
        (DELAY, 0, 0, 0),
        (DELAY, -5, 0, 0),
        (DELAY, 1, 0, 2000),
        (DELAY, 30, 0, 2000),
        (DELAY, 31, 0, 4000),
        (DELAY, 61, 0, 5000),
        (Remedy(Form.SHARE, share_percent=100), 0, 39900, 39900),
        (Remedy(Form.SHARE, share_percent=33), 0, 100, 33),
        (Remedy(Form.SHARE, share_percent=33), 0, 101, 34),
        (Remedy(Form.SHARE, share_percent=50, most_fen=1000), 0, 39900, 1000),
    ],
)
def test_a_remedy_pays_by_its_formula_up_to_its_bound(remedy: Remedy, late: int, price: int, paid: int) -> None:
    assert rules.remedy_fen(remedy, late_minutes=late, price_fen=price) == paid
