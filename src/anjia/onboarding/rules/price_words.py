"""The words a price is written with: units, amounts, least quantities, and words that leave it open."""

import re
import unicodedata
from enum import StrEnum


class Unit(StrEnum):
    """What one price buys."""

    PER_HOUR = "per_hour"
    PER_VISIT = "per_visit"
    PER_DAY = "per_day"
    PER_MONTH = "per_month"
    PER_SQUARE_METRE = "per_square_metre"
    PER_METRE = "per_metre"
    PER_PIECE = "per_piece"
    PER_PACKAGE = "per_package"  # several visits or days sold at once


_PIECES = (
    *"个件座台间床辆处块张双扇盏组点位套把条只片户面部桶袋幅卷斤层房室卫厨份支根盒樘路柜",
    *("人位", "公斤", "回路", "piece", "pc", "unit", "room"),
)
_UNIT_WORDS: dict[Unit, tuple[str, ...]] = {
    Unit.PER_HOUR: ("个小时", "小时", "个钟头", "钟头", "时", "hours", "hour", "hr", "h"),
    Unit.PER_DAY: ("天", "日", "day"),
    Unit.PER_MONTH: ("个月", "月", "month"),
    Unit.PER_VISIT: ("次", "趟", "回", "单", "项", "套餐", "visit", "time"),
    Unit.PER_SQUARE_METRE: (
        *("建筑平方米", "建筑平米", "建筑面积", "平方米", "平方", "平米", "平"),
        *("m2", "m²", "sqm", "squaremetre", "squaremeter"),
    ),
    Unit.PER_METRE: ("延长米", "延米", "米"),
    Unit.PER_PIECE: _PIECES,
}
UNITS: dict[str, Unit] = {word: unit for unit, words in _UNIT_WORDS.items() for word in words}
UNIT_WORDS = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_TIMED = (Unit.PER_HOUR, Unit.PER_DAY, Unit.PER_VISIT, Unit.PER_SQUARE_METRE)
TIMED_WORDS = "|".join(sorted((word for unit in _TIMED for word in _UNIT_WORDS[unit]), key=len, reverse=True))
AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
YUAN = r"(?:元整|元|圆|块钱|yuan|rmb|cny)"

# Words after which a number is not what the thing costs, however clear it looks.
OPEN = re.compile(
    r"面议|咨询|面谈|另议|议价|协商|电询|电话咨询价|咨询报价|询价|待定|现场(报价|定价|评估|确认价)|另行|详谈|私聊|联系客服|tbd|negotiable|onrequest"
)
FROM = re.compile(r"起(?![订购做步拍租])|起价|起步价|最低|不低于|至少|以上|from|\+$|＋$|≥|>")
ABOUT = re.compile(r"约|左右|大概|上下|平均|均价|参考|浮动|不等|估|~$|approx|about|≈")
CUT = re.compile(
    r"原价|现价|特价|优惠|折|会员|首单|首次|新客|新用户|活动|促销|秒杀|限时|团购|体验价|立减|满减|券"
    r"|discount|off\b|was|now"
)
STEPS = re.compile(
    r"首(?!次)|前\d|超过|超出|超时|之后|以后|续|加钟|以内|以下|内(?=\d)|满\d|阶梯"
    r"|另加|加收|外加|另收|每增|第[一二三四1-4]|\+"
)
FOREIGN = re.compile(r"\$|€|£|usd|美元|港币|港元|hkd|日元|欧元")
FREE = re.compile(r"免费|赠送|free")


def regular(text: str) -> str:
    """The text in plain width and small letters without spaces. A full-width comma separates; it groups no digits."""
    apart = re.sub(r"[，。；]", " ; ", text)
    folded = unicodedata.normalize("NFKC", apart).lower().replace("¥", "").replace("￥", "")
    folded = re.sub(r",(?!\d{3}(?!\d))|(?<!\d),", ";", folded)
    folded = re.sub(r"(?<=\d)块(钱)?(?![/\w])|(?<=\d)块(?=/|每)", "元", folded)
    return re.sub(r"(\d+(?:\.\d+)?)([万千])(?=元|/|每|;|$)", _unfolded, re.sub(r"\s+", "", folded))


def _unfolded(match: re.Match[str]) -> str:
    """ "1.2万" in digits; left as it is when that is no whole number."""
    number = float(match[1]) * (10_000 if match[2] == "万" else 1_000)
    return str(int(number)) if number == int(number) and number < 10**9 else match[0]


def fen_of_yuan(amount: str) -> int | None:
    """Whole fen of "1,234.5", none for anything finer than a fen or beyond a thousand million yuan."""
    whole, _dot, rest = amount.replace(",", "").partition(".")
    if len(whole) > 9 or len(rest.rstrip("0")) > 2:
        return None
    return int(whole) * 100 + int(rest[:2].ljust(2, "0"))
