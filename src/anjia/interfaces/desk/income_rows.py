"""The incomes that the page of a day plan shows beside fair shares."""

from dataclasses import dataclass

from anjia.dayplans.queries import AlternativeSummary

MOST_INCOMES = 12


@dataclass(frozen=True)
class IncomeRow:
    """A caregiver's income of four weeks and the day as it stands and by an answer, beside her fair share; in fen."""

    name: str
    share_fen: int
    before_fen: int
    after_fen: int

    @property
    def percents(self) -> tuple[int, int] | None:
        """Both incomes in percent of her fair share; None where she has none."""
        if not self.share_fen:
            return None
        before, after = (round(100 * fen / self.share_fen) for fen in (self.before_fen, self.after_fen))
        return before, after

    @property
    def nearer_fen(self) -> int:
        """How much nearer to her fair share the answer brings her; less than 0: farther from it."""
        return abs(self.before_fen - self.share_fen) - abs(self.after_fen - self.share_fen)


def income_rows(shown: AlternativeSummary, people: dict[int, str]) -> list[IncomeRow]:
    """The incomes that an answer brings nearest to their fair shares or farthest from them."""
    return [
        IncomeRow(people[one.caregiver_id], one.share_fen, one.before_fen, one.after_fen)
        for one in shown.incomes[:MOST_INCOMES]
    ]
