"""What the cards of a day plan say of its terms, savings and incomes."""

from datetime import date

import pytest
from django.utils.translation import override

from anjia.dayplans.events import DayPlanProposed
from anjia.dayplans.rules import Line, Term
from anjia.interfaces.desk.income_rows import IncomeRow
from anjia.interfaces.desk.plan_cards import TermRow
from anjia.interfaces.shared.savings import saving_words
from anjia.interfaces.shared.stories.dayplans import plan_proposed


@pytest.mark.parametrize(
    ("term", "before", "after", "words"),
    [
        (Term.TRAVEL, 90, 60, "90 → 60 min"),
        (Term.TRAVEL, 90, 90, "90 min"),
        (Term.BREAK, 3, 1, "3 → 1 caregiver"),
        (Term.BREAK, 2, 2, "2 caregivers"),
        (Term.FAIRNESS, -10, -10, "10 h for those who had less, which counts as a saving"),
        (Term.FAIRNESS, -1, -5, "1 → 5 h for those who had less, which counts as a saving"),
        (Term.FAIRNESS, 4, -2, "4 h for those who had more → 2 h for those who had less, which counts as a saving"),
        (Term.FAIRNESS, 0, 0, "about as many hours for those who had more as for those who had less"),
    ],
)
def test_how_much_of_a_term_there_is_reads_without_a_minus(term: Term, before: int, after: int, words: str) -> None:
    with override("en"):
        assert TermRow("Way", Line(term, before, 0), Line(term, after, -398)).amounts == words


@pytest.mark.parametrize(("fen", "saving"), [(1623, False), (-1623, True)])
def test_hours_for_those_who_had_less_are_called_a_saving_only_where_they_save(fen: int, saving: bool) -> None:
    line = Line(Term.FAIRNESS, -5, fen)
    with override("en"):
        words = TermRow("Fair shares", line, line).amounts
    assert ("saving" in words) is saving
    assert words.startswith("5 h ")


@pytest.mark.parametrize(
    ("saved_fen", "words"), [(398, "saves ¥3.98"), (-398, "costs ¥3.98 more"), (0, "costs the same")]
)
def test_what_a_plan_saves_or_costs_more_reads_without_a_minus(saved_fen: int, words: str) -> None:
    with override("en"):
        assert saving_words(saved_fen) == words
        event = DayPlanProposed(day_plan_id=7, day=date(2026, 11, 24), moves=2, unserved=0, saved_fen=saved_fen)
        assert f"2 changes, {words}. Nothing has changed yet." in plan_proposed(event).sentence


def test_what_a_term_costs_reads_without_a_minus() -> None:
    row = TermRow("Fair shares", Line(Term.FAIRNESS, 4, 1623), Line(Term.FAIRNESS, -2, -398))
    with override("en"):
        assert row.costs == ("¥16.23", "saves ¥3.98")


@pytest.mark.parametrize(
    ("row", "percents", "nearer_fen"),
    [
        (IncomeRow("王芳", 10_000, 5_000, 9_000), (50, 90), 4_000),
        (IncomeRow("王芳", 10_000, 9_000, 15_500), (90, 155), -4_500),
        (IncomeRow("王芳", 10_000, 5_000, 15_000), (50, 150), 0),
        (IncomeRow("王芳", 0, 0, 3_800), None, -3_800),
    ],
)
def test_an_income_is_nearer_or_farther_by_its_distance_on_either_side(
    row: IncomeRow, percents: tuple[int, int] | None, nearer_fen: int
) -> None:
    assert (row.percents, row.nearer_fen) == (percents, nearer_fen)
