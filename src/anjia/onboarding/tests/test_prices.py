"""Price texts: what is surely meant is read, all else is a question."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.onboarding.rules import Reason, Unit, read_price
from anjia.onboarding.rules.price_evidence import weighed

HOUR, VISIT, AREA, PIECE = Unit.PER_HOUR, Unit.PER_VISIT, Unit.PER_SQUARE_METRE, Unit.PER_PIECE


@pytest.mark.parametrize(
    ("text", "fen", "unit"),
    [
        ("35元/小时", 3500, HOUR),
        ("35/小时", 3500, HOUR),
        ("¥35/h", 3500, HOUR),
        ("￥35 / 小时", 3500, HOUR),
        ("３５元／小时", 3500, HOUR),
        ("每小时35元", 3500, HOUR),
        ("35元每小时", 3500, HOUR),
        ("35块/小时", 3500, HOUR),
        ("35.5元/小时", 3550, HOUR),
        ("1,234.50元/次", 123450, VISIT),
        ("价格：80元/次", 8000, VISIT),
        ("80元一次", 8000, VISIT),
        ("30元/㎡", 3000, AREA),
        ("5.98元/平米", 598, AREA),
        ("3元/㎡/次", 300, AREA),
        ("100元/台/次", 10000, PIECE),
        ("100块/块", 10000, PIECE),
        ("15元/米", 1500, Unit.PER_METRE),
        ("200元/天（8小时）", 20000, Unit.PER_DAY),
        ("4500元/月（住家）", 450000, Unit.PER_MONTH),
        ("1.2万元/月", 1200000, Unit.PER_MONTH),
        ("12800元/26天", 1280000, Unit.PER_PACKAGE),
        ("2688元/4次", 268800, Unit.PER_PACKAGE),
        ("148元/3小时", 14800, VISIT),
        ("4小时118元", 11800, VISIT),
        ("150元/半天", 15000, VISIT),
        ("35元/小时(不含税)", 3500, HOUR),
    ],
)
def test_prices_that_are_understood(text: str, fen: int, unit: Unit) -> None:
    reading = read_price(text)
    assert reading.understood
    assert (reading.price_fen, reading.unit) == (fen, unit)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.MISSING),
        ("-", Reason.MISSING),
        ("面议", Reason.OPEN),
        ("咨询客服", Reason.OPEN),
        ("35元/小时，周末另议", Reason.OPEN),
        ("100-200元/次", Reason.RANGE),
        ("25~30元/平方", Reason.RANGE),
        ("200元起", Reason.STARTS_AT),
        ("35元/小时起", Reason.STARTS_AT),
        ("15元/平方米起", Reason.STARTS_AT),
        ("首小时50元，之后30元/小时", Reason.STEPS),
        ("100元+20元/小时", Reason.STEPS),
        ("120元/套（3座以下）", Reason.STEPS),
        ("约100元/次", Reason.ABOUT),
        ("一居室100元，两居室200元", Reason.SEVERAL),
        ("原价200元现价150元", Reason.DISCOUNT),
        ("8折", Reason.DISCOUNT),
        ("30元/小时(会员)", Reason.DISCOUNT),
        ("免费", Reason.FREE),
        ("0元/次", Reason.FREE),
        ("$50/hour", Reason.FOREIGN),
        ("35", Reason.UNIT_MISSING),
        ("35元", Reason.UNIT_MISSING),
        ("50元/半小时", Reason.UNIT_UNKNOWN),
        ("100元/10平米", Reason.UNIT_UNKNOWN),
        ("200元/人", Reason.UNIT_UNKNOWN),
        ("35元/小时（周末45元）", Reason.SEVERAL),
        ("12.345元/次", Reason.UNCLEAR),
        ("799元/小时", Reason.UNLIKELY),
        ("100,200元/次", Reason.UNLIKELY),
        ("300\ufffd/件", Reason.DAMAGED),
    ],
)
def test_prices_that_only_a_person_can_settle(text: str, reason: Reason) -> None:
    reading = read_price(text)
    assert not reading.understood
    assert reading.reason is reason


def test_a_range_keeps_both_ends_and_a_start_its_lowest() -> None:
    assert (read_price("100-200元/次").lowest_fen, read_price("100-200元/次").highest_fen) == (10000, 20000)
    assert read_price("200元起").lowest_fen == 20000


def test_the_unit_may_stand_in_its_own_column_or_in_the_header() -> None:
    assert read_price("35", unit="元/小时").unit is HOUR
    assert read_price("35", bracket="元/次").reason is Reason.UNLIKELY
    assert read_price("135", bracket="元/次").unit is VISIT
    assert read_price("35元/小时", unit="次").reason is Reason.UNIT_CONTRADICTED


def test_least_quantities_durations_and_persons_are_kept() -> None:
    reading = read_price("35元/小时，2小时起订")
    assert (reading.least_quantity, reading.conditions) == (2, ("2小时起订",))
    assert read_price("150元/次（2小时）").minutes == 120
    assert read_price("50元/小时/人").per_person
    assert read_price("100元/间（300元起做）").least_fen == 30000


@pytest.mark.parametrize(
    ("price", "name", "scope", "reason"),
    [
        ("80元/项", "新居开荒", "按照建筑面积计费，50平米起购", Reason.UNIT_CONTRADICTED),
        ("8元/项", "新居开荒", "", Reason.UNLIKELY),
        ("7元/米", "新居开荒", "", Reason.UNIT_CONTRADICTED),
        ("30元/小时", "钟点工", "基本标准30-40/小时", Reason.PRICE_CONTRADICTED),
        ("85元/平米", "空气净化", "90元/平米，为使用面积的价格", Reason.PRICE_CONTRADICTED),
        ("599元/项", "上门检测", "收费计算：599元/点", Reason.UNIT_CONTRADICTED),
        ("2200元/月", "白班保姆", "年费1000元，不限次数更换", Reason.FEE_BESIDE),
        ("3199元/月", "钟点工保姆", "实际价格浮动范围在100-500元之间（不再额外收取服务费）", Reason.NOT_FINAL),
        ("60元/项", "地暖清洗", "起步价300，超出每路加收100元", Reason.LEAST_ABOVE),
        ("30元/小时", "保洁（3人起）", "", Reason.UNIT_CONTRADICTED),
        ("100元/项", "甲醛检测", "检测费和上门费合计200元", Reason.PRICE_CONTRADICTED),
        ("20元/平米", "瓷砖美缝", "800砖每平米20元，600砖每平米25元", Reason.PRICE_CONTRADICTED),
        ("80元/次", "保洁年卡", "", Reason.UNIT_CONTRADICTED),
    ],
)
def test_name_and_scope_can_make_a_price_a_question(price: str, name: str, scope: str, reason: Reason) -> None:
    assert weighed(read_price(price), name=name, scope=scope).reason is reason


@pytest.mark.parametrize(
    ("price", "name", "scope", "condition"),
    [
        ("13元/平米", "擦玻璃", "10平米起订，不足按10平米计算", "10平米起订"),
        ("70元/个", "座椅清洗", "五环内280元起做；五环外350元起做，上门费100元", "五环内280元起做"),
        ("1999元/项", "200平米开荒", "按建筑面积计算。复式要根据实际情况加收部分费用", ""),
        ("666元/套", "一居室", "合计面积不超过60平，超出部分按平米加收，每平米8元", "每平米8元"),
        ("30元/小时", "保洁", "2小时起订。超时请补差价，不足半小时按半小时算", "2小时起订"),
        ("30元/小时", "保洁", "价格透明不现场加价，发现怠工不收取任何费用，无中介费", ""),
        ("70元/平米", "除甲醛", "收费计算：按建筑面积收费，70元/㎡。", ""),
    ],
)
def test_surcharges_and_least_charges_are_conditions_not_contradictions(
    price: str, name: str, scope: str, condition: str
) -> None:
    reading = weighed(read_price(price), name=name, scope=scope)
    assert reading.understood
    assert not condition or condition in reading.conditions


def test_many_visits_sold_at_once_are_a_package() -> None:
    reading = weighed(read_price("5999元/套"), name="家务包年 100次2小时")
    assert (reading.unit, reading.visits) == (Unit.PER_PACKAGE, 100)
    reading = weighed(read_price("4200元/套"), name="五星保洁(年服务)", scope="包含：精致保洁服务30次×4小时/人")
    assert (reading.unit, reading.visits) == (Unit.PER_PACKAGE, 30)


def test_least_charges_that_differ_by_place_are_none_of_them_the_least() -> None:
    reading = weighed(read_price("70元/个"), name="座椅清洗", scope="五环内280元起做；五环外350元起做；六环外280元起做")
    assert reading.least_varies
    assert reading.least_fen is None


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(
    st.text(alphabet="0123456789.,-~元块/每小时次平米㎡起首个台月天人（）()折约+万半", max_size=25),
    st.text(max_size=40),
)
def test_no_price_text_raises_and_none_is_understood_beyond_its_digits(text: str, scope: str) -> None:
    reading = weighed(read_price(text), name="保洁", scope=scope)
    if reading.understood:
        digits = {sign for sign in text if sign.isdigit()}
        assert reading.price_fen is not None
        assert set(str(reading.price_fen)) <= digits | {"0"}
