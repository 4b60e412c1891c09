"""Free text about work -> the trades of the catalogue, as their codes."""

import re
import unicodedata

# The more particular trade stands first: "擦玻璃" is window cleaning before it is cleaning.
_SIGNS: tuple[tuple[str, str], ...] = (
    ("newborn_care", r"月嫂|新生儿|产后|产妇|坐月子|催乳|通乳|newborn|postpartum|confinement"),
    ("childcare", r"育儿|育婴|带小?孩|带娃|看孩子|看护孩子|保育|早教|幼儿|接送孩子|婴幼|托育|child|nanny|babysit"),
    ("elder_care", r"养老|护老|老人|老年|陪护|护工|陪诊|病人|病患|护理员|失能|elder|patient|nursing"),
    (
        "appliance_cleaning",
        r"家电|空调|油烟机|烟机|冰箱|洗衣机|热水器|微波炉|烤箱|净水|饮水机|地暖|地热|暖气|appliance|aircon|hood|fridge",
    ),
    ("window_cleaning", r"玻璃|擦窗|窗户|外窗|外墙|幕墙|窗清洁|window|glass"),
    ("tidying", r"收纳|整理|衣橱|tidy|organi[sz]"),
    ("cooking", r"做饭|烧饭|烧菜|煮饭|做菜|厨师|私厨|钟点厨|下厨|早餐|午餐|晚餐|月子餐|cook|chef|meal"),
    (
        "deep_cleaning",
        r"深度|开荒|大扫除|除螨|除菌|消毒|杀菌|甲醛|净化|空气(检测|污染)|打[蜡腊]|结晶|地毯|沙发|床垫|窗帘|石材|大理石|瓷砖|磁砖|地板|养护"
        r"|保养|翻新|杀虫|灭[蚊蟑鼠白跳蜱臭]|四害|厨房(清洁|保洁)|卫生间|精[细保]|清洗|除尘"
        r"|deep|spring|move[- ]?(in|out)|carpet|sofa|mattress",
    ),
    ("housekeeping", r"保姆|住家|管家|家务员|家政员|不住家|白班|全职阿姨|housekeep|live-?in|domestic"),
    ("daily_cleaning", r"保洁|小时工|钟点|打扫|清洁|日常|卫生|扫除|计时|家务|clean"),
)
_COMPILED = tuple((code, re.compile(signs)) for code, signs in _SIGNS)


def trades_of(text: str) -> tuple[str, ...]:
    """All trades the text speaks of, in the catalogue's words: "保洁、做饭" -> daily_cleaning, cooking."""
    found: dict[str, None] = {}
    for part in re.split(r"[、,;/|+\n和与及]|(?<=[\u4e00-\u9fff])\s+", unicodedata.normalize("NFKC", text).lower()):
        for code in _of_part(part):
            found[code] = None
    return tuple(found)


def _of_part(part: str) -> list[str]:
    """One piece of text: its most particular trades; plain cleaning only if nothing more particular is named."""
    codes = [code for code, signs in _COMPILED if signs.search(part)]
    particular = [code for code in codes if code not in ("daily_cleaning", "housekeeping", "deep_cleaning")]
    return particular or codes[:1]


def main_trade(*texts: str) -> str:
    """The one trade of an offering, from its name first, then its category; empty when no text says."""
    return next((trades[0] for text in texts if (trades := trades_of(text))), "")
