"""How an enquiry moves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anjia.sales.rules import EnquiryState, advanced, after_no, last_day, line_amount, may_decide, total

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "step", "after"),
    [
        ("open", "contacted", "contacted"),
        ("open", "proposed", "proposed"),
        ("contacted", "contacted", "contacted"),
        ("proposed", "contacted", "proposed"),
        ("proposed", "interviewed", "proposed"),
        ("won", "contacted", "won"),
        ("lost", "proposed", "lost"),
    ],
)
def test_an_enquiry_never_falls_back(state: str, step: str, after: str) -> None:
    assert advanced(state, EnquiryState(step)) == after


def test_after_a_no_there_is_something_to_talk_about_again() -> None:
    assert after_no(interviewed=True) == "interviewed"
    assert after_no(interviewed=False) == "contacted"


@pytest.mark.parametrize(
    ("state", "left", "possible"),
    [
        ("sent", timedelta(seconds=1), True),
        ("sent", timedelta(0), False),
        ("accepted", timedelta(days=1), False),
        ("declined", timedelta(days=1), False),
        ("lapsed", timedelta(days=1), False),
        ("replaced", timedelta(days=1), False),
    ],
)
def test_a_proposal_is_decided_while_it_stands(state: str, left: timedelta, possible: bool) -> None:
    assert may_decide(state, AT + left, AT) is possible


def test_a_proposal_stands_for_a_week_unless_told_otherwise() -> None:
    assert last_day(date(2026, 11, 27)) == date(2026, 12, 4)
    assert last_day(date(2026, 11, 27), 0) == date(2026, 11, 27)


def test_lines_add_up() -> None:
    assert total([line_amount(15000, 4), line_amount(0, 3), line_amount(1, 1)]) == 60001
