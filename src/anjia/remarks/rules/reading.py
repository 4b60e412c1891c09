"""Reading a text: clause by clause, what is said of which aspect, how strongly, and by which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp
from typing import NamedTuple

from anjia.remarks.rules.ironies import Turn, turns_of
from anjia.remarks.rules.lexicon import Token, plain, tokens_of
from anjia.remarks.rules.words import Aspect, Polarity

MOST_READ = 4000  # characters; what is behind stays unread, and the reading says so
_UNABLE = (
    "不能",
    "无法",
    "没法",
    "没办法",
    "不让",
    "不给",
    "难以",
    "很难",
)  # these take a good thing away, and no bad one
_NEVER_SUCH = ("这么", "那么", "如此", "这样", "这种")  # "never seen such a bad one" turns nothing
_REACH = 7  # characters between a negation and the word it turns
_STEEP, _NEUTRAL = 1.1, 0.5  # how fast doubt vanishes with the score; the score's band without an opinion
_AGAINST = 1.15  # a reproach weighs more than a praise: people are polite
_BEFORE, _AFTER, _ASKED, _TURNED = 0.5, 1.4, 0.4, 0.7


class Deciding(NamedTuple):
    """A word that decided: its place in the text, what it is, and how much it moved the score (below 0: unhappy)."""

    start: int
    end: int
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing said of one aspect; `weight` is its share in the score, below 0 when unhappy."""

    aspect: Aspect
    weight: float
    wish: bool
    words: tuple[Deciding, ...]

    @property
    def polarity(self) -> Polarity:
        """What is said of it."""
        return Polarity.HAPPY if self.weight > 0 else Polarity.UNHAPPY


@dataclass(frozen=True)
class Reading:
    """A text read. `unhappy` is how likely it is that its writer was unhappy, 0 to 1; `cut`: it was too long."""

    score: float
    findings: tuple[Finding, ...]
    wishes: bool
    cut: bool

    @property
    def unhappy(self) -> float:
        """How likely its writer was unhappy, 0 to 1."""
        return 1 / (1 + exp(max(-30.0, min(30.0, _STEEP * self.score))))

    @property
    def polarity(self) -> Polarity:
        """The whole text's polarity."""
        return polarity_of(self.score)

    @property
    def aspects(self) -> dict[Aspect, Polarity]:
        """What it is about, and how; the strongest first. Unhappy wins where both were said almost equally."""
        sums: dict[Aspect, float] = {}
        sizes: dict[Aspect, float] = {}
        for finding in self.findings:
            sums[finding.aspect] = sums.get(finding.aspect, 0.0) + finding.weight
            sizes[finding.aspect] = sizes.get(finding.aspect, 0.0) + abs(finding.weight)
        order = sorted(sums, key=lambda aspect: -sizes[aspect])
        return {aspect: Polarity.HAPPY if sums[aspect] > 0.05 else Polarity.UNHAPPY for aspect in order}

    @property
    def words(self) -> tuple[Deciding, ...]:
        """All words that decided, from left to right."""
        return tuple(sorted(word for finding in self.findings for word in finding.words))


def polarity_of(score: float) -> Polarity:
    """The polarity of a whole text by its score."""
    if score < -_NEUTRAL:
        return Polarity.UNHAPPY
    return Polarity.HAPPY if score > _NEUTRAL else Polarity.NEUTRAL


@dataclass
class _Clause:
    tokens: list[Token] = field(default_factory=list)
    weight: float = 1.0
    asked: bool = False
    wish: bool = False
    start: int = 0
    end: int = 0


def read(text: str, *, leaning: float = 0.0) -> Reading:
    """What the text says. `leaning` is what its place says before a word is read (words.LEANING)."""
    line = plain(text[:MOST_READ])
    turns = turns_of(line)
    findings: list[Finding] = []
    carried = Aspect.GENERAL
    tokens = tokens_of(line)
    for sentence in _sentences(tokens):
        carried = Aspect.GENERAL
        for clause in sentence:
            carried, found = _read_clause(line, clause, turns, carried)
            findings += found
    findings += _bare_turns(turns, findings, tokens)
    if leaning and not findings:
        findings += _named(tokens, leaning)
    kept = _not_twice(findings)
    score = leaning + sum(one.weight if one.weight > 0 else one.weight * _AGAINST for one in kept)
    return Reading(round(score, 3), tuple(kept), any(one.wish for one in kept), len(text) > MOST_READ)


def _sentences(tokens: Sequence[Token]) -> Iterator[list[_Clause]]:
    """Clauses, sentence by sentence, weighed against each other where a "but" sets them apart."""
    clauses = [_Clause()]
    for token in tokens:
        if token.kind in ("comma", "stop", "contrast", "concession"):
            clauses[-1].end = token.start
            _mark(clauses[-1], token)
            if token.kind == "stop":
                yield clauses
                clauses = [_Clause(start=token.end)]
            else:
                clauses.append(_Clause(start=token.end, weight=_weigh(clauses, token)))
        else:
            clauses[-1].wish |= token.kind == "wish"
            clauses[-1].tokens.append(token)
    clauses[-1].end = 1 << 30
    yield clauses


def _mark(clause: _Clause, token: Token) -> None:
    clause.asked = token.word in "？?"


def _weigh(clauses: list[_Clause], token: Token) -> float:
    if token.kind == "contrast":
        for clause in clauses:
            clause.weight = min(clause.weight, _BEFORE)
        return _AFTER
    if token.kind == "concession":
        return _BEFORE
    return 1.0 if clauses[-1].weight == _BEFORE else clauses[-1].weight


def _read_clause(line: str, clause: _Clause, turns: Sequence[Turn], carried: Aspect) -> tuple[Aspect, list[Finding]]:
    found: list[Finding] = []
    abouts = [token for token in clause.tokens if token.kind == "about" and token.aspect != Aspect.GENERAL]
    keeps = any(token.kind == "keep" for token in clause.tokens)
    wish = clause.wish and not keeps
    for place, token in enumerate(clause.tokens):
        if token.sign:
            found.append(_finding(line, clause, place, turns, _aspect(token, abouts, carried), wish))
    if wish and not found:
        found += _bare_wish(clause, abouts)
    return (Aspect(abouts[-1].aspect) if abouts else carried), found


def _aspect(token: Token, abouts: Sequence[Token], carried: Aspect) -> Aspect:
    if token.aspect != Aspect.GENERAL:
        return Aspect(token.aspect)
    before = [about for about in abouts if about.end <= token.start]
    return Aspect((before[-1] if before else abouts[0]).aspect) if abouts else carried


def _finding(line: str, clause: _Clause, place: int, turns: Sequence[Turn], aspect: Aspect, wish: bool) -> Finding:
    token = clause.tokens[place]
    weight, words = token.sign * token.strength * clause.weight, []
    turned = False
    for mark in _marks_before(clause.tokens, place):
        if mark.kind == "negation":
            turned ^= _turns(mark, token, line)
        else:
            weight *= 1.3 if mark.kind == "strong" else 0.7
        words.append(Deciding(mark.start, mark.end, mark.kind, 0.0))
    if turned:
        weight *= -1 if weight > 0 else -_TURNED
    if any(turn.start <= token.start and token.end <= turn.end + 1 for turn in turns):
        weight = -abs(weight)
        words += [
            Deciding(turn.start, turn.end, "irony", 0.0) for turn in turns if turn.start <= token.start < turn.end
        ]
    elif clause.asked:
        weight *= _ASKED
    if wish and weight > 0:
        weight = -0.5
    word = Deciding(token.start, token.end, "happy" if weight > 0 else "unhappy", round(weight, 3))
    return Finding(aspect, round(weight, 3), wish, (*words, word))


def _turns(mark: Token, token: Token, line: str) -> bool:
    """Whether this negation turns that judgement."""
    between = line[mark.end : token.start]
    return token.sign > 0 or not (mark.word in _UNABLE or any(word in between for word in _NEVER_SUCH))


def _marks_before(tokens: Sequence[Token], place: int) -> list[Token]:
    """The negations and degrees that reach the word; another judgement between them stops the reach."""
    found: list[Token] = []
    edge = tokens[place].start
    for token in reversed(tokens[:place]):
        if token.sign or edge - token.end > _REACH:
            break
        if token.kind in ("negation", "strong", "weak"):
            found.append(token)
            edge = token.start
    return found


def _bare_wish(clause: _Clause, abouts: Sequence[Token]) -> list[Finding]:
    """A wish without a judgement: "could somebody come earlier"."""
    mark = next(token for token in clause.tokens if token.kind == "wish")
    aspect = Aspect(abouts[0].aspect) if abouts else Aspect.GENERAL
    return [Finding(aspect, -0.3, True, (Deciding(mark.start, mark.end, "wish", -0.3),))]


def _bare_turns(turns: Sequence[Turn], findings: Sequence[Finding], tokens: Sequence[Token]) -> list[Finding]:
    """Turns of speech with no judging word inside are a judgement of their own."""
    told = {(word.start, word.end) for one in findings for word in one.words if word.kind == "irony"}
    found = []
    for turn in turns:
        if (turn.start, turn.end) not in told:
            inside = [one.aspect for one in tokens if one.kind == "about" and turn.start <= one.start < turn.end]
            words = (Deciding(turn.start, turn.end, "irony", -1.0),)
            found.append(Finding(Aspect(inside[0]) if inside else Aspect.GENERAL, -1.0, False, words))
    return found


def _named(tokens: Sequence[Token], leaning: float) -> list[Finding]:
    """Things only named, where the place itself says how they are meant: "windows" under points to improve."""
    weight = 0.3 if leaning > 0 else -0.3
    named = {token.aspect: token for token in reversed(tokens) if token.kind == "about"}
    return [
        Finding(Aspect(aspect), weight, False, (Deciding(token.start, token.end, "about", weight),))
        for aspect, token in sorted(named.items(), key=lambda one: one[1].start)
    ]


def _not_twice(findings: Sequence[Finding]) -> list[Finding]:
    """Very many equal words weigh no more than two of them: "good good good good"."""
    seen: dict[tuple[Aspect, float], int] = {}
    kept = []
    for one in findings:
        key = (one.aspect, one.weight)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= 2:
            kept.append(one)
    return kept
