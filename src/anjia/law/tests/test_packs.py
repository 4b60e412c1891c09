"""Claims: a rule holds from its first day to its last, where it holds, and beside the national one."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override

from anjia.kernel.clock import day_of, midnight
from anjia.law.apps import packs_are_whole
from anjia.law.queries import PLACES, articles_in_force, citation, floor_of, ids_in_force, packs
from anjia.law.rules import articles_for, lineage, read_pack

DAY = 24 * 60


@pytest.mark.parametrize(
    ("kind", "place", "on", "minutes"),
    [
        ("refund_paid", "CN", date(2015, 3, 14), None),
        ("refund_paid", "CN", date(2015, 3, 15), 15 * DAY),
        ("refund_paid", "CN-31", date(2026, 1, 1), 15 * DAY),
        ("card_withdrawal_paid", "CN-31", date(2026, 1, 1), None),
        ("card_withdrawal_paid", "CN-11", date(2022, 5, 31), None),
        ("card_withdrawal_paid", "CN-11", date(2022, 6, 1), 5 * DAY),
        ("card_refund_paid", "CN-11", date(2026, 1, 1), 15 * DAY),
        ("no such promise", "CN", date(2026, 1, 1), None),
        ("refund_paid", "DE", date(2026, 1, 1), None),
    ],
)
def test_a_floor_holds_where_and_when_its_article_does(kind: str, place: str, on: date, minutes: int | None) -> None:
    floor = floor_of(kind, place, on)
    assert (floor and floor.most_minutes) == minutes


def test_a_floor_names_its_article_in_the_language_of_the_reader() -> None:
    with override("zh-hans"):
        floor = floor_of("refund_paid", "CN", date(2026, 1, 1))
        assert floor is not None
        assert floor.article == "《侵害消费者权益行为处罚办法》第10条"
    with override("en"):
        floor = floor_of("refund_paid", "CN", date(2026, 1, 1))
        assert floor is not None
        assert "article 10" in floor.article


def test_a_day_begins_in_shanghai() -> None:
    instant = datetime.fromisoformat("2022-05-31T16:00:00+00:00")
    assert floor_of("card_withdrawal_paid", "CN-11", day_of(instant)) is not None
    assert floor_of("card_withdrawal_paid", "CN-11", day_of(instant - timedelta(seconds=1))) is None


def test_no_article_holds_before_its_first_day_or_from_its_end_on() -> None:
    for pack in packs():
        for article in pack.articles:
            place, first = pack.jurisdiction, article.from_on
            assert article not in articles_in_force(place, day_of(midnight(first) - timedelta(seconds=1))), article.id
            assert article in articles_in_force(place, day_of(midnight(first))), article.id
            if article.until_on is not None:
                last = day_of(midnight(article.until_on) - timedelta(seconds=1))
                assert article in articles_in_force(place, last), article.id
                assert article not in articles_in_force(place, article.until_on), article.id


def test_an_article_ends_with_its_instrument_or_before() -> None:
    words = {"zh": "甲", "en": "a"}
    held = {"number": "1", "requires": words}
    ended = {"number": "2", "requires": words, "until": date(2021, 1, 1)}
    entry = {"id": "old-law", "title": words, "from": date(2020, 1, 1), "until": date(2022, 1, 1), "source": words}
    entry |= {"sure": "H", "start_sure": "L", "article": [held, ended]}
    pack = read_pack({"jurisdiction": "CN-44", "name": words, "instrument": [entry]})
    for on, ids in (
        (date(2019, 12, 31), []),
        (date(2020, 1, 1), ["old-law.1", "old-law.2"]),
        (date(2020, 12, 31), ["old-law.1", "old-law.2"]),
        (date(2021, 1, 1), ["old-law.1"]),
        (date(2021, 12, 31), ["old-law.1"]),
        (date(2022, 1, 1), []),
    ):
        assert [article.id for article in articles_for([pack], "CN-44", on)] == ids
    assert articles_for([pack], "CN-31", date(2020, 6, 1)) == ()


def test_local_law_holds_beside_national_law_and_nowhere_else() -> None:
    ids = {place: ids_in_force(place, date(2026, 1, 1)) for place in PLACES}
    for place in ("CN-31", "CN-44", "CN-3303", "CN-11"):
        assert ids["CN"] < ids[place]
        others = [ids[other] - ids["CN"] for other in PLACES if other not in (place, "CN")]
        assert not any((ids[place] - ids["CN"]) & other for other in others)


def test_a_city_lives_under_its_provinces_and_the_countrys_law() -> None:
    assert lineage("CN-3303") == ("CN", "CN-33", "CN-3303")
    assert lineage("CN-31") == ("CN", "CN-31")
    assert lineage("CN") == ("CN",)
    assert lineage("Shanghai") == ()


def test_every_article_has_words_dates_and_a_source() -> None:
    articles = [article for pack in packs() for article in pack.articles]
    assert articles
    for article in articles:
        assert article.instrument.source.zh and article.instrument.source.en
        assert 10 <= len(article.requires.zh) <= 160, article.id
        assert 20 <= len(article.requires.en) <= 400, article.id
        assert citation(article)


@pytest.mark.parametrize("content", [{}, {"jurisdiction": "DE"}, {"jurisdiction": "CN", "name": {"zh": "x"}}])
def test_a_pack_that_is_not_whole_is_refused_at_once(content: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"jurisdiction|both languages"):
        read_pack(content)


def test_a_broken_pack_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert packs_are_whole() == []

    def broken() -> None:
        raise ValueError("cn.toml: civil-code.: neither number nor key")

    monkeypatch.setattr("anjia.law.queries.packs", broken)
    assert "cn.toml" in packs_are_whole()[0].msg
