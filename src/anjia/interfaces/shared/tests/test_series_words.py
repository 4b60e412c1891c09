"""What a family chooses for a holiday, in the words that the dates are then shown with."""

import pytest
from django.utils.translation import override

from anjia.booking.rules import OnHoliday
from anjia.interfaces.shared.series_forms import holiday_names


@pytest.mark.parametrize(("language", "words"), [("en", "No visit"), ("zh-hans", "不上门")])
def test_a_holiday_without_a_visit_is_not_called_a_visit_to_which_nobody_comes(language: str, words: str) -> None:
    with override(language):
        assert holiday_names()[OnHoliday.SKIP.value] == words
