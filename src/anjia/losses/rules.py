"""The standard loss tree, the first guess from what happened, and what is counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

MOST_OWN = 100
PERIODS = (30, 90, 365)


class Lost(StrEnum):
    """What ended in nothing. An order is lost with its last visit."""

    ENQUIRY = "enquiry"
    PROPOSAL = "proposal"
    ORDER = "order"
    VISIT = "visit"


STANDARD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "price": ("price.too_high", "price.over_budget", "price.not_clear"),
        "caregiver": ("caregiver.none_free", "caregiver.wished_not_free", "caregiver.fell_out"),
        "time": ("time.no_slot", "time.too_late", "time.moved"),
        "contact": ("contact.no_reply", "contact.we_were_slow"),
        "elsewhere": ("elsewhere.company", "elsewhere.private"),
        "need": ("need.plan_changed", "need.not_needed", "need.does_it_alone"),
        "reach": ("reach.area", "reach.service"),
        "trust": ("trust.doubts", "trust.bad_experience"),
        "door": ("door.nobody_home", "door.not_let_in", "door.nobody_came"),
        "other": (),
    }
)


@dataclass(frozen=True)
class Node:
    """One reason of the tree. Standard ones have no name here (words are by code); `closed` ones are not chosen."""

    code: str
    parent: str = ""
    name: str = ""
    closed: bool = False

    @property
    def own(self) -> bool:
        """Whether the company added it."""
        return bool(self.name)


def standard_tree() -> tuple[Node, ...]:
    """The tree that comes with Anjia: version 0 of every company."""
    found: list[Node] = []
    for top, leaves in STANDARD.items():
        found += [Node(top), *(Node(leaf, parent=top) for leaf in leaves)]
    return tuple(found)


def with_leaf(tree: Sequence[Node], parent: str, name: str) -> tuple[Node, ...]:
    """The tree with one more leaf, after the others of its first level."""
    number = sum(node.own for node in tree) + 1
    leaf = Node(f"{parent}.own{number}", parent=parent, name=name)
    place = max(i for i, node in enumerate(tree) if parent in (node.code, node.parent)) + 1
    return (*tree[:place], leaf, *tree[place:])


def with_closed(tree: Sequence[Node], code: str, *, closed: bool) -> tuple[Node, ...]:
    """The tree with one reason taken out of the choice, or put back."""
    return tuple(Node(n.code, n.parent, n.name, closed if n.code == code else n.closed) for n in tree)


def choosable(tree: Collection[Node]) -> list[str]:
    """The codes that can be chosen now."""
    return [node.code for node in tree if not node.closed]


_OF_ENQUIRY: Mapping[str, str] = MappingProxyType(
    {
        "price": "price.too_high",
        "no_caregiver": "caregiver.none_free",
        "no_answer": "contact.no_reply",
        "chose_another": "elsewhere.company",
        "not_in_area": "reach.area",
        "plan_changed": "need.plan_changed",
    }
)
# The first that fits counts; in both languages people write in.
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("price.over_budget", ("预算", "budget")),
    ("price.not_clear", ("不明", "说不清", "另收", "unclear", "hidden")),
    ("elsewhere.private", ("熟人", "私下", "自己找了", "朋友介绍的阿姨", "a friend's")),
    ("elsewhere.company", ("别家", "另一家", "其他公司", "平台", "another company", "competitor")),
    ("price.too_high", ("太贵", "贵", "便宜", "价格", "价钱", "expensive", "price", "cheaper")),
    ("caregiver.wished_not_free", ("指定", "原来的阿姨", "同一位", "换人", "same caregiver")),
    ("caregiver.fell_out", ("阿姨病", "阿姨请假", "阿姨临时", "caregiver is ill", "caregiver cannot")),
    ("caregiver.none_free", ("没有阿姨", "派不出人", "排不上", "no caregiver", "nobody free")),
    ("door.not_let_in", ("物业", "门禁", "不让进", "not let in", "gate")),
    ("door.nobody_home", ("没人在家", "家里没人", "不在家", "nobody home", "not at home")),
    ("time.too_late", ("太晚", "等不及", "来不及", "too late", "urgent")),
    ("time.moved", ("改期", "改时间", "换时间", "另约", "改天", "reschedul", "another time", "postpone")),
    ("time.no_slot", ("时间不合适", "没时间", "没空", "时段", "no time", "slot")),
    ("need.does_it_alone", ("自己做", "自己打扫", "自己来", "do it myself", "ourselves")),
    ("need.not_needed", ("不需要", "不用了", "取消", "no longer", "not needed")),
    ("need.plan_changed", ("出差", "出门", "旅行", "回老家", "生病", "计划", "有事", "plan", "travel", "ill")),
    ("trust.bad_experience", ("上次", "不满意", "投诉", "last time", "unhappy")),
    ("trust.doubts", ("不放心", "担心", "安全", "worried", "trust")),
    ("contact.we_were_slow", ("没人联系", "没回复", "没人回", "nobody called", "no call")),
)


def guess_from_code(code: str) -> str:
    """The guess for an enquiry that staff closed for one of the reasons of sales."""
    return _OF_ENQUIRY.get(code, "")


def guess_from_words(text: str) -> str:
    """The guess from what somebody wrote; "" when nothing is recognised."""
    plain = text.lower()
    return next((code for code, words in _WORDS if any(word in plain for word in words)), "")


def span_before(since: date, until: date) -> tuple[date, date]:
    """The days before a span of days, as many as it has: what it is compared with. Both ends included."""
    length = (until - since).days + 1
    return since - timedelta(days=length), since - timedelta(days=1)


def weeks_of(since: date, until: date) -> list[date]:
    """The Mondays of the weeks that a span of days touches, at most 53."""
    monday = since - timedelta(days=since.weekday())
    count = min((until - monday).days // 7 + 1, 53)
    return [monday + timedelta(weeks=number) for number in range(count)]
