"""What an offering's name and scope say about its price: they confirm it, bound it, or make it a question.

People write "8元/项" and explain below that it is for each square metre, from 50 on. So every amount, every least
quantity and every way of counting that the texts mention has to agree with the price, or be plainly something else
(a surcharge, a least charge, a penalty), before the price counts as understood.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from anjia.onboarding.rules.price_words import AMOUNT, UNIT_WORDS, UNITS, YUAN, Unit, fen_of_yuan, regular
from anjia.onboarding.rules.prices import PriceReading, Reason, doubtful, with_least

_MOST_CONDITIONS = 8
_NUMBERED = re.compile(r"^[(【]?\d{1,2}[.、)】](?=.)")

# From such a word on, a sentence speaks of what is added to or taken off the price in some case.
_EXTRA = re.compile(
    r"超出|超过|超时|超额|补差|加收|另收|另付|另计|另算|额外|每增|需增加|多出|多收|上门费|远程费|路费|车费|交通费|停车费|高空|作业费|空单|违约"
    r"|赔|扣取|扣除|退款|退还|减免|免收|满\d|优惠券|红包|返现|检测费|检查费|发票|税|保险|价值|保额|最高|如不|不需要|需另|如需"
)
_FEE = re.compile(r"年费|会员费|中介费|管理费|使用费|押金|定金|订金|材料费|信息费|介绍费|服务费|开办费")
# What a text promises not to do says nothing against its price.
_HARMLESS = re.compile(
    r"(?:不|无|没有|拒绝|杜绝|禁止|严禁|免)[^;,()\d]{0,6}(?:议价|浮动|加价|乱收费|额外|附加|其[他它]|任何|隐形)[^;,()\d]{0,6}(?:费用?|收费)?"
    r"|(?:不|无|没有|免|零)[^;,()\d]{0,4}(?:年费|会员费|中介费|管理费|使用费|押金|服务费|信息费|检测费|介绍费|议价|加价)"
)
_NOT_FINAL = re.compile(
    r"浮动|面议|议价|电询|电话咨询价|咨询报价|(?<!数)多退少补|仅供参考|价格(会)?(不同|不等|有所)|(具体|最终|实际)(价格|收费|报价|费用)"
    r"|根据[^;,]{0,16}(定价|报价|计价|收费)|现场[^;,]{0,6}(报价|定价|议价)|总?费用=|=.{0,8}费.{0,2}\+|预付|抵扣"
    r"|(价格|报价|收费)[^;,]{0,4}(为|是|仅)[^;,]{0,8}(人工费|工时费|检测费|上门费)|上门检测费"
)
_IN_ALL = re.compile(r"(合计|总计|共计|一共|总共|总价)[^;,]{0,4}$")
_LEAST_CHARGE = re.compile(
    rf"(?P<after>{AMOUNT}){YUAN}?(?:整)?(?:起做|起步|起送|起购|起订|起接|起|保底)|(?:起步价|最低消费|保底)(?:为|:)?(?P<before>{AMOUNT}){YUAN}?"
)
_MONEY = re.compile(
    rf"(?:每|(?<![\d.])1)(?P<unit_before>{UNIT_WORDS})(?:为|是|:)?(?P<amount_after>{AMOUNT}){YUAN}"
    rf"|(?P<amount>{AMOUNT})(?P<range>{YUAN}?[-~—至到]+{AMOUNT})?(?:{YUAN}(?:/|每|一)?(?:人[/·])?(?P<unit>(?<=/|每|一){UNIT_WORDS})?|/(?P<bare_unit>{UNIT_WORDS}))"
)
_LEAST = re.compile(
    rf"(?<![\d.\-~])(?P<count>\d+|一|两|二|三|四)个?(?P<unit>检测点|{UNIT_WORDS}|人)(?:以上)?(?:起订|起购|起做|起步|起拍|起约|起售|起租|起测|起算|起(?!\w))"
)
_ROUNDED_UP = re.compile(rf"不(?:足|满|到)(?P<count>\d+)个?(?P<unit>{UNIT_WORDS})的?[^;]{{0,3}}按(?P=count)")
_COUNTED_BY = re.compile(
    r"(?<!不足)按照?(?:每|实际)?(?P<word>房本面积|建筑面积|使用面积|面积|平方米|平米|平方|小时|时间|台阶|回路|风机盘管|组|台|套|个|次|件|人位|人头|人数|点|延米|米|座)"
    r"(?:数|来)?(?:计|收|算|结|付)"
)
_PRICED_BY_AREA = re.compile(r"采?用?(?:房本|建筑|使用)面积(?:计费|计价|收费|计算)")
_PACKAGE_NAME = re.compile(r"包月|包年|包季|年卡|月卡|季卡|次卡|年服务|月服务|季服务|年度|长期定")
_PACKAGE = re.compile(
    r"(?<![\d.\-~])(?P<visits>\d{1,3})次(?:[x×*]|[^;,次]{0,8}?(?:每次)?\d+(?:\.\d+)?(?:个)?(?:小时|h))"
)
_SURFACE = re.compile(r"开荒|保洁|玻璃|甲醛|外墙|地板|地毯|空气|大扫除|消毒|打蜡|平米|平方|面积|m2|㎡")
_LENGTHS = re.compile(r"窗帘|布帘|纱帘|台面|延米|踢脚|管道|扶手|栏杆|美缝|每米|橱柜|护栏|纱窗|百叶")
_SIZE_IN_NAME = re.compile(r"\d+(?:\.\d+)?(?:-\d+)?(?:平|㎡|m2)")
_ONE_UNIT_NAME = re.compile(r"(?<!\d)[(一1](?:一|1)?(平米|平方米|平方|平|㎡|m2)(?!\d)|每(平米|平方|平|人位|小时|个点)")
_VISITS = (Unit.PER_VISIT, Unit.PER_PIECE)


@dataclass(frozen=True)
class _Clause:
    """One clause in plain form; `extra` when its sentence speaks of additions to the price by here."""

    words: str
    extra: bool


def weighed(reading: PriceReading, *, name: str, scope: str = "", limits: str = "") -> PriceReading:
    """The reading after the offering's own texts were heard. Never makes a question into an understood price."""
    if not reading.understood:
        return reading
    reading = _as_package(reading, name, scope)
    clauses = [*_clauses(name), *_clauses(scope), *_clauses(limits)]
    for clause in clauses:
        reading = _heard(reading, clause, regular(name))
    reading = _against_name(reading, regular(name), regular(scope))
    return replace(reading, conditions=tuple(dict.fromkeys(reading.conditions))[:_MOST_CONDITIONS])


def _clauses(text: str) -> Iterator[_Clause]:
    for sentence in re.split(r"<br\s*/?>|[\n。；;!！]", text):
        extra = False
        plain = _HARMLESS.sub("", _NUMBERED.sub("", regular(sentence)))
        for words in re.split(r"[;,]|(?<=\d)小时/人(?=[\u4e00-\u9fff])", plain):
            extra = extra or bool(_EXTRA.search(words))
            if words:
                yield _Clause(_NUMBERED.sub("", words), extra)


def _heard(reading: PriceReading, clause: _Clause, name: str) -> PriceReading:
    for listen in (_not_final, _fees, _least_charge, _amounts, _least_quantity, _counted):
        reading = listen(reading, clause, name)
    return reading


def _not_final(reading: PriceReading, clause: _Clause, _name: str) -> PriceReading:
    if _NOT_FINAL.search(clause.words):
        return doubtful(reading, Reason.NOT_FINAL, clause.words)
    return reading


def _fees(reading: PriceReading, clause: _Clause, _name: str) -> PriceReading:
    if _FEE.search(clause.words) and re.search(r"\d", clause.words):
        return doubtful(reading, Reason.FEE_BESIDE, clause.words)
    return reading


def _least_charge(reading: PriceReading, clause: _Clause, _name: str) -> PriceReading:
    """A least charge bounds a price per piece or area; a whole visit cannot cost less than the least charge."""
    for match in _LEAST_CHARGE.finditer(clause.words):
        fen = fen_of_yuan(match["after"] or match["before"]) or 0
        if not re.search(YUAN, match[0]) and not match["before"]:
            continue
        if reading.unit is Unit.PER_VISIT and fen > (reading.price_fen or fen) and not clause.extra:
            return doubtful(reading, Reason.LEAST_ABOVE, clause.words)
        reading = _with_condition(_with_least_charge(reading, fen), clause.words)
    return reading


def _with_least_charge(reading: PriceReading, fen: int) -> PriceReading:
    """The least charge while the texts name only one; several differ from place to place, and none is the least."""
    if reading.least_varies or reading.least_fen not in (None, fen):
        return replace(reading, least_fen=None, least_varies=True)
    return replace(reading, least_fen=fen)


def _with_condition(reading: PriceReading, words: str) -> PriceReading:
    return replace(reading, conditions=(*reading.conditions, words[:60]))


def _amounts(reading: PriceReading, clause: _Clause, _name: str) -> PriceReading:
    """Every other amount: the price itself, an addition in some case, or a contradiction."""
    plain = _LEAST_CHARGE.sub("", clause.words)
    for match in _MONEY.finditer(plain):
        if _IN_ALL.search(plain[: match.start()]):
            reading = _compared(reading, match, clause.words)
        elif clause.extra or _FEE.search(plain):
            reading = _with_condition(reading, clause.words)
        elif match["range"]:
            return doubtful(reading, Reason.PRICE_CONTRADICTED, clause.words)
        else:
            reading = _compared(reading, match, clause.words)
    return reading


def _compared(reading: PriceReading, match: re.Match[str], words: str) -> PriceReading:
    fen = fen_of_yuan(match["amount"] or match["amount_after"])
    if fen != reading.price_fen:
        return doubtful(reading, Reason.PRICE_CONTRADICTED, words)
    unit = UNITS.get(match["unit"] or match["bare_unit"] or match["unit_before"] or "")
    if unit not in (None, reading.unit) and reading.minutes is None:
        return doubtful(reading, Reason.UNIT_CONTRADICTED, words)
    return reading


def _fixed_by_now(reading: PriceReading, count: str, unit: Unit | None, name: str) -> bool:
    """A least quantity says nothing where the price is for one, for that many hours, or for a size in the name."""
    if unit is Unit.PER_HOUR and reading.minutes is not None:
        return count.isdigit() and int(count) * 60 <= reading.minutes
    if unit is Unit.PER_SQUARE_METRE and reading.unit is Unit.PER_VISIT:
        size = _SIZE_IN_NAME.search(name)
        return bool(size and count.isdigit() and float(re.findall(r"[\d.]+", size[0])[0]) >= int(count))
    return count == "1" and unit is not reading.unit


def _least_quantity(reading: PriceReading, clause: _Clause, name: str) -> PriceReading:
    for match in (*_LEAST.finditer(clause.words), *_ROUNDED_UP.finditer(clause.words)):
        word = "点" if match["unit"] == "检测点" else match["unit"]
        if _fixed_by_now(reading, match["count"], UNITS.get(word), name):
            continue
        reading = with_least(reading, match["count"], word, clause.words[:60])
    return reading


def _counted(reading: PriceReading, clause: _Clause, name: str) -> PriceReading:
    """ "Counted by area" under a price per visit is a contradiction, unless the name fixes the area."""
    match = _COUNTED_BY.search(clause.words) or _PRICED_BY_AREA.search(clause.words)
    if not match or clause.extra or "不足" in clause.words:
        return reading
    word = match.groupdict().get("word") or "面积"
    unit = Unit.PER_SQUARE_METRE if "面积" in word else UNITS.get(word.replace("时间", "小时"), Unit.PER_PIECE)
    fixed = unit is Unit.PER_SQUARE_METRE and reading.unit is Unit.PER_VISIT and _SIZE_IN_NAME.search(name)
    if unit is reading.unit or fixed or (unit is Unit.PER_VISIT and reading.unit in _VISITS):
        return reading
    return doubtful(reading, Reason.UNIT_CONTRADICTED, clause.words)


def _as_package(reading: PriceReading, name: str, scope: str) -> PriceReading:
    """A price for one visit whose texts sell many is the price of all of them."""
    if reading.unit not in _VISITS:
        return reading
    plain = regular(name)
    counted = _PACKAGE.search(plain) or re.search(r"(?P<visits>\d{1,3})次", plain)
    if not counted:
        counted = _PACKAGE.search(regular(scope))
    visits = int(counted["visits"]) if counted else 0
    if visits > 1:
        return replace(reading, unit=Unit.PER_PACKAGE, visits=visits, piece="")
    if _PACKAGE_NAME.search(plain):
        return doubtful(reading, Reason.UNIT_CONTRADICTED, plain)
    return reading


def _against_name(reading: PriceReading, name: str, scope: str) -> PriceReading:
    """A metre where surfaces are cleaned, or one square metre sold as a visit, is a slip of the pen."""
    if reading.unit is Unit.PER_METRE and _SURFACE.search(name + scope) and not _LENGTHS.search(name):
        return doubtful(reading, Reason.UNIT_CONTRADICTED, name)
    one = _ONE_UNIT_NAME.search(name)
    if one and reading.unit is Unit.PER_VISIT:
        return doubtful(reading, Reason.UNIT_CONTRADICTED, name)
    return reading
