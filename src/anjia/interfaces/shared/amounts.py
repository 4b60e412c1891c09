"""Amounts of money in forms."""

from typing import Any

from django import forms

from anjia.kernel.errors import Refusal
from anjia.kernel.money import MOST_FEN, parse_yuan, yuan


class YuanField(forms.CharField):
    """An amount as people write it; its value is whole fen."""

    def __init__(self, *, least_fen: int = 0, most_fen: int = MOST_FEN, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)
        self.least_fen, self.most_fen = least_fen, most_fen

    def prepare_value(self, value: Any) -> Any:
        """Fen given at the start are written in yuan; what was typed stays as it is."""
        return yuan(value).removeprefix("¥") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Fen, None for one that may be left empty and is, or a plain word about what is wrong."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return parse_yuan(typed, least_fen=self.least_fen, most_fen=self.most_fen)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
