"""Findings as sentences: what is wrong, with what was seen, and the way out."""

from datetime import date
from typing import Any

from anjia.kernel.dates import day_in_words
from anjia.kernel.money import yuan
from anjia.onboarding.queries.file_sentences import file_sentences
from anjia.onboarding.queries.row_sentences import row_sentences
from anjia.onboarding.queries.words import field_names, kind_names, reason_names, sold_names
from anjia.onboarding.rules import Finding


def sentence_of(finding: Finding) -> str:
    """The finding in the reader's language. A refusal that an operation spoke is shown as it was said."""
    if finding.code == "refused":
        return str(finding.values["sentence"])
    return _templates()[finding.code] % _readable(finding.values)


def known_codes() -> set[str]:
    """Every code that has a sentence."""
    return {*_templates(), "refused"}


def _templates() -> dict[str, str]:
    return {**file_sentences(), **row_sentences()}


def _readable(values: dict[str, Any]) -> dict[str, Any]:
    """The values with their codes in words and amounts as people read them."""
    shown = dict(values)
    for name, words in (("wanted", field_names), ("kind", kind_names), ("reason", reason_names), ("sold", sold_names)):
        if name in shown:
            shown[name] = words().get(shown[name], shown[name])
    for name in ("amount_fen", "before_fen"):
        if name in shown:
            shown[name.removesuffix("_fen")] = yuan(int(shown[name]))
    if "day" in shown:
        shown["day"] = day_in_words(date.fromisoformat(shown["day"]))
    return shown
