"""What the lexicon makes of a text."""

import time

import pytest

from anjia.remarks.rules import LEANING, MOST_READ, Aspect, Polarity, Source, read
from anjia.remarks.rules.lexicon import KNOWN, plain

U, N, H = Polarity.UNHAPPY, Polarity.NEUTRAL, Polarity.HAPPY
A = Aspect

TEXTS = [
    # negation, near and far
    ("阿姨没有把厨房擦干净，迟到了半个小时", U, {A.CLEANLINESS: U, A.PUNCTUALITY: U}),
    ("玻璃擦得不是很干净", U, {A.CLEANLINESS: U}),
    ("从来没有迟到过", H, {A.PUNCTUALITY: H}),
    ("收费很透明，没有乱收费", H, {A.PRICE: H}),
    ("不太放心把钥匙给她", U, {A.HONESTY: U}),
    ("我不觉得贵", H, {A.PRICE: H}),
    # twice turned
    ("没有什么不满意的", H, {}),
    ("没有不满意的地方", H, {}),
    ("从来没用过这么差的保洁", U, {}),
    # what cannot be had stays bad
    ("办的卡不能退款", U, {A.PRICE: U}),
    # against each other
    ("阿姨很热情，但是玻璃擦得不干净", U, {A.ATTITUDE: H, A.CLEANLINESS: U}),
    ("虽然贵了点，但是做得很仔细", H, {A.PRICE: U, A.SKILL: H}),
    ("除了迟到，其他都很满意", H, {A.PUNCTUALITY: U}),
    ("客服态度好，但问题一直没解决", U, {A.ATTITUDE: H, A.COMMUNICATION: U}),
    # saying the opposite
    ("难道这就叫深度保洁吗？", U, {}),
    ("真是“专业”啊，马桶都没刷", U, {A.CLEANLINESS: U}),
    ("呵呵，这也叫打扫干净？", U, {A.CLEANLINESS: U}),
    ("感谢你们让我等了一个上午", U, {A.PUNCTUALITY: U}),
    ("哪里干净了？", U, {A.CLEANLINESS: U}),
    ("说好的九点，结果十一点才到", U, {}),
    ("怎么还没有人来？", U, {}),
    # aspects
    ("花瓶被打碎了，打了三次客服电话没人接", U, {A.DAMAGE: U, A.COMMUNICATION: U}),
    ("翻我抽屉，太不尊重人了", U, {A.HONESTY: U, A.ATTITUDE: U}),
    ("这次又换人了，每次都不一样，还要重新交代", U, {A.REPLACEMENT: U}),
    ("拖把很旧，忘带清洁剂，还用我家的", U, {A.MATERIALS: U}),
    ("阿姨手脚麻利，下次还约她", H, {A.EFFICIENCY: H}),
    ("油烟机跟新的一样", H, {A.CLEANLINESS: H}),
    ("做饭有点咸", U, {A.SKILL: U}),
    ("態度很好，準時到", H, {A.ATTITUDE: H, A.PUNCTUALITY: H}),
    ("服务ＧＯＯＤ", H, {A.ATTITUDE: H}),
    ("😡😡😡", U, {}),
    ("👍", H, {}),
    # as families put it
    ("月嫂晚上睡得太沉，宝宝哭了都不知道", U, {A.SKILL: U}),
    ("钟点工一边干活一边打电话", U, {A.ATTITUDE: U}),
    ("说是深度清洁，其实就拿湿布抹了一遍", U, {A.SKILL: U}),
    ("做了两个小时就走了，约的是四小时", U, {A.EFFICIENCY: U}),
    ("阿姨偷偷把我家的洗衣液带走了", U, {A.HONESTY: U}),
    ("换了三个阿姨都不合适", U, {A.REPLACEMENT: U}),
    ("合同上写的和实际收的不一样", U, {A.PRICE: U}),
    ("三天了还没有人联系我", U, {A.COMMUNICATION: U}),
    ("衣服洗串色了，也不赔", U, {A.DAMAGE: U}),
    ("你们平台介绍的阿姨健康证是假的", U, {A.HONESTY: U}),
    ("阿姨做的菜老人特别爱吃", H, {A.SKILL: H}),
    ("工具都是自己带的，抹布分颜色", H, {A.MATERIALS: H}),
    ("客服很快就安排了换人", H, {A.COMMUNICATION: H}),
    ("比上一家便宜还做得好", H, {A.PRICE: H}),
    ("没什么可挑的", H, {}),
    # nothing said
    ("明天下午三点可以吗", N, {}),
    ("地址是人民路一百号", N, {}),
    ("最好能早点到", N, {}),
]


@pytest.mark.parametrize(("text", "polarity", "aspects"), TEXTS, ids=[text for text, *_rest in TEXTS])
def test_a_text_is_read(text: str, polarity: Polarity, aspects: dict[Aspect, Polarity]) -> None:
    reading = read(text)
    assert reading.polarity is polarity, reading
    assert {aspect: reading.aspects.get(aspect) for aspect in aspects} == aspects


@pytest.mark.parametrize(
    "text",
    ["希望下次能准时一点", "要是能带自己的拖把就更好了", "建议多派一个人", "能不能早一点来", "踢脚线可以再擦一遍"],
)
def test_a_wish_is_heard_as_one(text: str) -> None:
    assert read(text).wishes


def test_going_on_as_before_is_no_wish() -> None:
    reading = read("希望继续保持，还想约李阿姨")
    assert not reading.wishes


def test_where_it_was_written_leans_a_text_without_a_judgement() -> None:
    assert read("窗台", leaning=LEANING[Source.POINTS_TO_IMPROVE]).polarity is U
    assert read("窗台", leaning=LEANING[Source.GOOD_POINTS]).polarity is H
    assert read("窗台").polarity is N


def test_a_thing_that_is_only_named_is_meant_as_its_place_says() -> None:
    assert read("窗台角落", leaning=LEANING[Source.POINTS_TO_IMPROVE]).aspects == {A.CLEANLINESS: U}
    assert read("窗台角落", leaning=LEANING[Source.GOOD_POINTS]).aspects == {A.CLEANLINESS: H}
    assert read("窗台角落").aspects == {}


def test_the_words_that_decided_stand_where_they_are_said_to() -> None:
    text = "厨房擦得不干净，但是阿姨很热情"
    words = {text[word.start : word.end]: word for word in read(text).words}
    assert words["不干净"].weight < 0 < words["热情"].weight
    assert words["热情"].weight > 1.5


def test_places_survive_every_letter() -> None:
    for text in ("ＡＢＣ　態度\r\n很好", "İ ß ﷺ 👨‍👩‍👧 好", "A" * 50 + "ǅ差"):
        assert len(plain(text)) == len(text)


def test_a_word_said_a_hundred_times_weighs_as_two() -> None:
    assert read("好" * 100).score == read("好好").score


@pytest.mark.parametrize("text", ["😀" * 300_000, "不" * 300_000, "“专业" * 100_000, "怎么还" * 100_000, "" * 9])
def test_a_megabyte_is_read_at_once_and_only_its_beginning(text: str) -> None:
    began = time.process_time()
    reading = read(text)
    assert time.process_time() - began < 1.0
    assert reading.cut == (len(text) > MOST_READ)


def test_the_lexicon_has_no_word_that_can_never_match() -> None:
    for word in KNOWN:
        assert word == plain(word) or word in "！ ？ ，", word
