"""Every finding the rules can make has a sentence."""

import re
from pathlib import Path

from anjia.onboarding.queries import field_names, known_codes, reason_names
from anjia.onboarding.rules import Reason
from anjia.onboarding.rules.column_names import COLUMN_NAMES

AREA = Path(__file__).resolve().parents[1]


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    sources = [*AREA.glob("rules/*.py"), *AREA.glob("operations/*.py")]
    text = "\n".join(path.read_text() for path in sources)
    made = set(re.findall(r'(?:note|doubt|refusal|unreadable|Finding)\(\s*"([a-z_0-9]+)"', text))
    made |= set(re.findall(r'unreadable\("([a-z_]+)" if \w+ else "[a-z_]+"\)', text))
    made |= set(re.findall(r'else "([a-z]+_[a-z_]+)"', text)) & known_codes()
    made |= {"price_twice", "phone_twice", "day_short_year", "day_unclear", "refused"}
    assert made - known_codes() == set()
    assert known_codes() - made == set()


def test_every_field_and_reason_has_a_name() -> None:
    assert {field for fields in COLUMN_NAMES.values() for field in fields} <= set(field_names())
    assert set(Reason) == set(reason_names())
