"""What a household's records may hold, and where a district lies."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from anjia.catalog.rules import Circumstance
from anjia.kernel.districts import SHANGHAI_CENTRES as SHANGHAI_CENTRES
from anjia.kernel.districts import district_in as district_in
from anjia.kernel.districts import place_of as place_of

KEY_DAYS = 180
MOST_TAGS = 12
MOST_SQUARE_METRES = 100_000


class EntryKind(StrEnum):
    """What an entry of the dossier is about."""

    PREFERENCE = "preference"
    TABOO = "taboo"
    SPECIAL = "special"
    ACCESS = "access"
    PEOPLE = "people"
    NOTE = "note"


class Purpose(StrEnum):
    """Why somebody at the desk needs a phone number or an address."""

    CALL = "call"
    VISIT = "visit"
    COMPLAINT = "complaint"
    PAYMENT = "payment"
    OTHER = "other"


class Source(StrEnum):
    """How a household came to the company."""

    PHONE = "phone"
    PUBLIC_PAGE = "public_page"
    WECHAT = "wechat"
    WALK_IN = "walk_in"
    REFERRAL = "referral"
    IMPORT = "import"


def key_expiry(at: datetime) -> datetime:
    """Until when a key issued at `at` opens the household's pages."""
    return at + timedelta(days=KEY_DAYS)


def key_is_open(expires_at: datetime, revoked_at: datetime | None, at: datetime) -> bool:
    """Whether a key opens anything at the instant."""
    return revoked_at is None and at < expires_at


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without blanks and doubles, in the order first given."""
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def masked_address(address: str) -> str:
    """An address as it is shown to whoever need not go there: its first part, the rest hidden."""
    kept = min(6, len(address) // 2)
    return f"{address[:kept]}****" if address else ""


def digits_of(text: str) -> str:
    """The digits of a search text, "" when it holds letters: what may be part of a phone."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return digits if not any(sign.isalpha() for sign in text) else ""


# What a family writes of its home, and what it therefore asks of a caregiver.
NEED_WORDS: dict[Circumstance, tuple[str, ...]] = {
    Circumstance.CATS: ("猫", "cat"),
    Circumstance.DOGS: ("狗", "犬", "泰迪", "金毛", "dog"),
    Circumstance.SMOKING: ("抽烟", "吸烟", "smok"),
    Circumstance.INFANT: ("婴儿", "宝宝", "新生儿", "月龄", "奶娃", "baby", "infant"),
    Circumstance.ELDER: ("老人", "老太", "爷爷", "奶奶", "外婆", "外公", "高龄", "elder"),
    Circumstance.BEDRIDDEN: ("卧床", "瘫痪", "失能", "bedridden"),
    Circumstance.ALLERGY: ("过敏", "哮喘", "allerg", "asthma"),
    Circumstance.SHANGHAINESE: ("上海话", "沪语", "shanghainese"),
    Circumstance.CANTONESE: ("粤语", "广东话", "cantonese"),
    Circumstance.LIGHT_FOOD: ("清淡", "本帮", "少油", "少盐", "light food"),
    Circumstance.SPICY_FOOD: ("川菜", "湘菜", "吃辣", "爱辣", "spicy"),
    Circumstance.NORTHERN_FOOD: ("面食", "北方菜", "饺子", "馒头"),
    Circumstance.HALAL: ("清真", "halal"),
    Circumstance.VEGETARIAN: ("吃素", "素食", "vegetarian"),
    Circumstance.STAIRS: ("没有电梯", "无电梯", "爬楼", "no lift"),
}
_NOT = re.compile(r"(没|不|无|非|别|勿|no|not|without)[^，。,.;；、]{0,3}$", re.IGNORECASE)


def needs_in(texts: Iterable[str]) -> frozenset[Circumstance]:
    """What texts of the dossier say of the home, by their words: "没有养猫" is no cat. People correct it."""
    found = set()
    for text in texts:
        low = text.lower()
        for need, words in NEED_WORDS.items():
            if any(_is_said(low, word) for word in words):
                found.add(need)
    return frozenset(found)


def _is_said(text: str, word: str) -> bool:
    places = (match.start() for match in re.finditer(re.escape(word), text))
    return any(not _NOT.search(text[:place]) for place in places)


def corrected(read: Iterable[Circumstance], said: dict[str, bool]) -> frozenset[Circumstance]:
    """What was read, with what a person set by hand in its place."""
    by_hand = {Circumstance(need): holds for need, holds in said.items() if need in set(Circumstance)}
    kept = {need for need in read if by_hand.get(need, True)}
    return frozenset(kept | {need for need, holds in by_hand.items() if holds})
