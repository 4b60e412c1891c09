import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from anjia.kernel import clock
from anjia.kernel.actors import SYSTEM
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.fields import blind_index, seal, unseal
from anjia.kernel.files import keep_image, read_file
from anjia.kernel.ledger import Transfer, balance_of, balances_of, entries_of, post
from anjia.kernel.models import LedgerTransfer, PrivateFile
from anjia.kernel.money import MOST_FEN, allocate, parse_yuan, yuan
from anjia.kernel.places import Place, travel_minutes
from anjia.kernel.scope import company_scope
from anjia.kernel.text import clean_line, clean_text, masked_phone, normal_phone
from anjia.kernel.tokens import new_token, token_hash


@pytest.mark.parametrize(("fen", "text"), [(123450, "¥1,234.50"), (-100, "−¥1.00"), (0, "¥0.00"), (5, "¥0.05")])
def test_money_reads_as_people_write_it(fen: int, text: str) -> None:
    assert yuan(fen) == text


@pytest.mark.parametrize(
    ("text", "fen"), [("1,234.5", 123450), ("¥128", 12800), ("128元", 12800), ("０．５", 50), (" 12.30 ", 1230)]
)
def test_typed_money_becomes_fen(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "abc", "1.234", "-5", "1e9", "9" * 30, "NaN", "∞", "1..2", "=1+1", None])
def test_what_is_no_money_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        parse_yuan(text)


@given(st.integers(0, MOST_FEN), st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any))
def test_an_allocation_loses_no_fen(total: int, weights: list[int]) -> None:
    shares = allocate(total, weights)
    assert sum(shares) == total
    exact = [total * weight / sum(weights) for weight in weights]
    assert all(abs(share - due) <= 1 + abs(due) * 1e-12 for share, due in zip(shares, exact, strict=True))


@given(st.integers(-MOST_FEN, MOST_FEN))
def test_money_survives_being_shown_and_typed_again(fen: int) -> None:
    assert parse_yuan(yuan(fen), least_fen=-MOST_FEN) == fen


@pytest.mark.parametrize("raw", ["13912345678", "139 1234 5678", "+86 139-1234-5678", "１３９１２３４５６７８"])
def test_one_phone_has_one_form(raw: str) -> None:
    assert normal_phone(raw) == "+8613912345678"
    assert masked_phone("+8613912345678") == "139****5678"


@pytest.mark.slow
@given(st.text(max_size=60))
def test_any_text_is_a_phone_or_a_sentence(raw: str) -> None:
    try:
        assert normal_phone(raw).startswith("+")
    except Refusal as refusal:
        assert refusal.sentence


def test_control_and_direction_characters_are_taken_out() -> None:
    assert clean_line("张\x00三\u202e \n 李") == "张三 李"
    assert clean_text("a\ud800b") == "ab"


def test_too_long_a_text_says_how_long_it_may_be() -> None:
    with pytest.raises(Refusal, match=r"81.*80"):
        clean_line("长" * 81)


def test_the_day_is_shanghais() -> None:
    late = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
    assert clock.day_of(late) == date(2026, 11, 22)
    assert clock.midnight(date(2026, 11, 22)) == datetime(2026, 11, 21, 16, tzinfo=UTC)
    assert clock.at_minute(clock.minute_of(late)) == late
    assert clock.monday_of(date(2026, 11, 22)) == date(2026, 11, 16)


def test_a_short_way_across_the_city_takes_its_time() -> None:
    xujiahui, wujiaochang = Place(31.1944, 121.4365), Place(31.3005, 121.5140)
    assert travel_minutes(xujiahui, xujiahui) == 5
    assert 75 <= travel_minutes(xujiahui, wujiaochang) <= 85


def test_sealed_text_opens_in_its_own_column_only() -> None:
    sealed = seal("13912345678", context="households.Household.phone")
    assert "139" not in sealed
    assert unseal(sealed, context="households.Household.phone") == "13912345678"
    with pytest.raises(ValueError, match="cannot be opened"):
        unseal(sealed, context="workforce.Caregiver.phone")
    with pytest.raises(ValueError, match="cannot be opened"):
        unseal(sealed[:-4] + "AAAA", context="households.Household.phone")


def test_a_blind_index_finds_the_same_value_for_the_same_purpose() -> None:
    assert blind_index("a", purpose="phone") == blind_index("a", purpose="phone")
    assert blind_index("a", purpose="phone") != blind_index("a", purpose="name")
    assert blind_index("", purpose="phone") == ""


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert min(map(len, tokens)) >= 32
    assert len(token_hash(tokens.pop())) == 64


def test_a_business_fact_is_posted_once(scope: int, at: datetime) -> None:
    charge = [Transfer("household:1", "revenue:visits", 15000), Transfer("household:1", "revenue:travel", 500)]
    assert post(key="visit:1:charge", at=at, memo="日常保洁", transfers=charge)
    assert not post(key="visit:1:charge", at=at, memo="日常保洁", transfers=charge)
    assert balance_of("household:1") == 15500
    assert sum(balances_of(["household:1", "revenue:visits", "revenue:travel"]).values()) == 0
    assert [entry.change_fen for entry in entries_of("household:1")] == [500, 15000]


def test_a_key_cannot_stand_for_other_money(scope: int, at: datetime) -> None:
    post(key="k", at=at, memo="", transfers=[Transfer("a", "b", 1)])
    with pytest.raises(ValueError, match="other transfers"):
        post(key="k", at=at, memo="", transfers=[Transfer("a", "b", 2)])


@pytest.mark.parametrize("amount", [0, -1, MOST_FEN + 1, 2**63])
def test_impossible_amounts_are_not_posted(scope: int, at: datetime, amount: int) -> None:
    with pytest.raises(Refusal):
        post(key="k", at=at, memo="", transfers=[Transfer("a", "b", amount)])
    assert not LedgerTransfer.objects.exists()


def picture(width: int = 40, height: int = 30, form: str = "JPEG") -> io.BytesIO:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by the camera
    exif[0x8825] = {1: "N", 2: (31.0, 11.0, 0.0)}
    Image.new("RGB", (width, height), "#7a5").save(out, form, exif=exif)
    out.seek(0)
    return out


@pytest.mark.slow
def test_a_photo_is_kept_upright_small_and_without_its_place(scope: int, at: datetime) -> None:
    file_id = keep_image(picture(4000, 3000), at=at, by=SYSTEM)
    kept = read_file(file_id)
    image = Image.open(io.BytesIO(kept.content))
    assert (kept.content_type, image.size) == ("image/webp", (1200, 1600))
    assert not image.getexif()


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"GIF89a" + b"\0" * 50, b"\xff\xd8\xff" + b"x" * 99]
)
def test_what_is_no_photo_is_refused(scope: int, at: datetime, content: bytes) -> None:
    with pytest.raises(Refusal):
        keep_image(io.BytesIO(content), at=at, by=SYSTEM)
    assert not PrivateFile.objects.exists()


@pytest.mark.slow
def test_a_picture_bomb_is_refused(scope: int, at: datetime) -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    out.seek(0)
    with pytest.raises(Refusal, match="50"):
        keep_image(out, at=at, by=SYSTEM)


def test_another_companys_file_is_missing(scope: int, stranger_id: int, at: datetime) -> None:
    file_id = keep_image(picture(), at=at, by=SYSTEM)
    with company_scope(stranger_id), pytest.raises(Missing):
        read_file(file_id)
