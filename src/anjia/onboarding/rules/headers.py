"""Which column means what. People name the same thing in many ways; the words here are the ways seen in the field."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from anjia.onboarding.rules.column_names import COLUMN_NAMES, REQUIRED, Kind
from anjia.onboarding.rules.findings import Finding, note, refusal, shortened

# A column with one of these words is about somebody or something else than its other words say.
_ELSEWHERE = re.compile(
    r"紧急|备用|介绍人|推荐人|担保|配偶|经理|顾问|销售|跟进|业务员|操作|创建|录入|更新|编号|序号|old|原价|门市价|市场价|emergency|spare"
)
_UNNAMED = re.compile(r"[\s*＊★☆●:：?？!！_\-./\\\"'“”‘’#]+")
_BRACKETS = re.compile(r"[(\[{【〔<《（][^)\]}】〕>》）]*[)\]}】〕>》）]?")
_COUNTED = re.compile(r"(?<=[\u4e00-\u9fff])[0-9]{1,2}$")  # "电话2" is a telephone too
_NOT_ALONE = 2  # words this short must be the whole name or its end, never a part from the middle


@dataclass(frozen=True)
class Recognition:
    """Which column holds which field. `brackets` keeps what stood in brackets: "价格（元/小时）" -> "元/小时"."""

    kind: Kind
    columns: dict[str, int]
    brackets: dict[str, str]
    unknown: tuple[int, ...]
    findings: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Whether every column is there without which no row can be taken."""
        return all(field in self.columns for field in REQUIRED[self.kind])


def plain(header: str) -> str:
    """A column's name without what does not matter: width, case, spaces, marks, brackets and what is in them."""
    folded = unicodedata.normalize("NFKC", header).casefold()
    name = _UNNAMED.sub("", _BRACKETS.sub("", folded)) or _UNNAMED.sub("", folded)
    return _COUNTED.sub("", name)


@cache
def _names(kind: Kind) -> dict[str, dict[str, int]]:
    """Per field its names with their rank, 0 for the most telling."""
    return {
        field: {word: rank for rank, word in reversed(list(enumerate(words.split())))}
        for field, words in COLUMN_NAMES[kind].items()
    }


@cache
def _all_names() -> frozenset[str]:
    return frozenset(word for kind in Kind for names in _names(kind).values() for word in names)


def is_header_word(cell: str) -> bool:
    """Whether the cell is a name of a column in any kind of file."""
    return len(cell) <= 40 and plain(cell) in _all_names()


def recognise(kind: Kind, headers: Sequence[str], letters: Sequence[str] = ()) -> Recognition:
    """Finds each field's best column. Columns that remain are kept and named, required ones that lack are refused."""
    columns: dict[str, int] = {}
    seconds: list[tuple[int, str]] = []
    for score, column, field in sorted(_candidates(kind, headers), key=lambda found: (-found[0], found[1])):
        if column in columns.values() or any(column == second for second, _field in seconds):
            continue
        if field in columns:
            seconds.append((column, field))
        elif score:
            columns[field] = column
    unknown = tuple(index for index in range(len(headers)) if index not in columns.values())
    brackets = {field: _inside_brackets(headers[column]) for field, column in columns.items()}
    findings = [*_missing(kind, columns, headers), *_left_over(headers, letters, unknown, dict(seconds))]
    return Recognition(kind, columns, brackets, unknown, tuple(findings))


def _candidates(kind: Kind, headers: Sequence[str]) -> list[tuple[int, int, str]]:
    found = []
    for column, header in enumerate(headers):
        name = plain(header)
        for field, names in _names(kind).items():
            if name and (score := _score(name, names)):
                found.append((score, column, field))
    return found


def _score(name: str, names: dict[str, int]) -> int:
    """How surely the name means the field: its very word, a word at its end, a long word inside; 0 for not at all."""
    if name in names:
        return 10_000 - names[name]
    if _ELSEWHERE.search(name) or len(name) > 20:
        return 0
    fitting = (_score_part(name, word, rank) for word, rank in names.items())
    return max(fitting, default=0)


def _score_part(name: str, word: str, rank: int) -> int:
    if len(word) < _NOT_ALONE or (word.isascii() and len(word) < 4):
        return 0
    if name.endswith(word):
        return 5_000 + 100 * len(word) - rank
    return 1_000 + 100 * len(word) - rank if word in name and len(word) > _NOT_ALONE else 0


def _inside_brackets(header: str) -> str:
    match = _BRACKETS.search(unicodedata.normalize("NFKC", header))
    return match[0].strip("()[]{}【】〔〕<>《》 ") if match else ""


def _missing(kind: Kind, columns: dict[str, int], headers: Sequence[str]) -> list[Finding]:
    seen = shortened("、".join(header for header in headers if header), 120)
    other = _better_kind(kind, headers) if any(field not in columns for field in REQUIRED[kind]) else ""
    lacking = [
        refusal("column_missing", field, wanted=field, seen=seen) for field in REQUIRED[kind] if field not in columns
    ]
    return [*lacking, *([note("looks_like", kind=other)] if other else [])]


def _better_kind(kind: Kind, headers: Sequence[str]) -> str:
    """The other kind of file that this one seems to be, if any."""
    for other in Kind:
        fields = {field for _score, _column, field in _candidates(other, headers)}
        if other is not kind and all(field in fields for field in REQUIRED[other]):
            return other.value
    return ""


def _left_over(
    headers: Sequence[str], letters: Sequence[str], unknown: Sequence[int], seconds: dict[int, str]
) -> list[Finding]:
    findings = []
    named = [shortened(headers[column], 20) for column in unknown if headers[column] and column not in seconds]
    if named:
        findings.append(note("columns_unknown", columns=shortened("、".join(named), 160), count=len(named)))
    for column, field in seconds.items():
        findings.append(note("column_second", field, column=shortened(headers[column]), wanted=field))
    nameless = [letters[column] for column in unknown if not headers[column] and column < len(letters)]
    if nameless:
        findings.append(note("columns_nameless", columns=shortened(", ".join(nameless), 80)))
    return findings
