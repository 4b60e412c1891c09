"""Remarks and labels for tests, built by operations only."""

from datetime import datetime
from zlib import crc32

from anjia.kernel.actors import SYSTEM, Actor
from anjia.quality.testing import Scene
from anjia.remarks.operations import correct_remark, make_remark
from anjia.remarks.rules import Polarity, Source

# Pairs of what somebody may write and whether it is unhappy; the places and things vary the words.
_UNHAPPY = (
    "{}没擦干净",
    "{}还是脏的，很失望",
    "又迟到了，{}也没做完",
    "收费太贵，{}根本不值",
    "打电话没人接，{}的问题没解决",
)
_HAPPY = (
    "{}擦得很干净",
    "阿姨很热情，{}做得仔细",
    "准时到，{}收拾得整齐",
    "价格实惠，{}也满意",
    "{}焕然一新，下次还约",
)
_THINGS = ("厨房", "玻璃", "卫生间", "地板", "油烟机", "阳台", "书房", "冰箱")


def remark(
    scene: Scene,
    text: str,
    *,
    at: datetime,
    origin: str = "",
    source: Source = Source.MESSAGE,
    written: datetime | None = None,
) -> int:
    """A remark of the scene's household about its visit."""
    found = make_remark(
        source=source,
        origin=origin or f"message:{crc32(text.encode())}",
        text=text,
        written_at=written or at,
        household_id=scene.household_id,
        visit_id=scene.visit_id,
        caregiver_id=scene.caregiver_id,
        offering_id=scene.offering_id,
        at=at,
        by=SYSTEM,
    )
    assert found is not None
    return found


def labelled(scene: Scene, *, at: datetime, by: Actor) -> int:
    """Eighty remarks that a person read, half of them unhappy; returns how many."""
    count = 0
    for unhappy, patterns in ((True, _UNHAPPY), (False, _HAPPY)):
        for pattern in patterns:
            for thing in _THINGS:
                count += 1
                remark_id = remark(scene, pattern.format(thing), at=at, origin=f"message:{count}")
                polarity = Polarity.UNHAPPY if unhappy else Polarity.HAPPY
                correct_remark(remark_id=remark_id, polarity=polarity, at=at, by=by)
    return count
