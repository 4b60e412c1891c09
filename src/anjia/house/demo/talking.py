"""What people write to the demo company: chats, the web form, slips, notes of calls; some wait for an answer."""

from datetime import date, datetime, timedelta

from anjia.company.rules import Role
from anjia.house.demo.scenes import done, on_day, set_scene
from anjia.house.demo.town import Town
from anjia.kernel.actors import PUBLIC
from anjia.remarks.operations import correct_remark
from anjia.remarks.queries import RemarkFilter, remarks_page
from anjia.remarks.rules import Aspect, Polarity
from anjia.voice.operations import (
    CallNote,
    ChatLine,
    Slip,
    WebForm,
    answer,
    hear,
    mark_done,
    open_box,
    write_note,
)
from anjia.voice.queries import InboxFilter, inbox_page
from anjia.voice.rules import Channel, Standing

THANKS = "谢谢您的建议，已经转告当班阿姨并记进您家的备注，下次会注意。"
# Days ago, hour, which of the latest visits, what the family writes, what the desk answers ("": it waits).
CHATS = (
    (
        6,
        10,
        0,
        "阿姨今天走的时候把钥匙放在门口地垫下了，以后能交到物业吗？",
        "好的，已备注：以后钥匙交物业前台，并拍照发给您。",
    ),
    (
        4,
        20,
        1,
        "厨房擦得很亮，就是卫生间的玻璃还有水印，下次麻烦多擦一遍。",
        "收到，已写进您家的重点，下次阿姨会先处理淋浴房玻璃。",
    ),
    (3, 9, 2, "下周三我们家来客人，能不能加一个小时？", "可以的，周三延长到四小时，价格按原单价算，您在订单里能看到。"),
    (1, 15, 0, "阿姨人很好，做事也利索，就是拖把有点味道，可以带新的吗？", ""),
    (1, 17, 1, "这次多收了我半小时的钱吧？麻烦核对一下。", ""),
)
FORMS = (
    (
        5,
        11,
        "周岚",
        "13500000021",
        "我家老人出院，需要白天陪护两周，会量血压的阿姨有吗？",
        "您好，有两位持证阿姨，已电话约您周四面谈。",
    ),
    (1, 19, "何先生", "13500000022", "一百二十平，刚装修完，想问开荒保洁的价格和包含哪些。", ""),
)
SLIPS = (
    (8, 13, "希望门店周末也能有人接待，平时上班没空过来。", ""),
    (3, 18, "李阿姨特别细心，我妈腿脚不好她一直扶着，谢谢你们！", "13500000031"),
    (1, 12, "价目表的字太小了，老人看不清。", ""),
)
CALLS = (
    (5, 14, 3, "客户来电：上次擦窗留了水痕，语气比较着急，希望本周补一次。", "已约周五上午免费补擦，客户同意。"),
    (1, 16, 2, "客户来电：想换一位固定的阿姨，原因不方便说，请主管回电。", ""),
)
WORK = (
    (4, 12, "三号楼的门禁坏了，我从地库进的，跟家属说过了。", "辛苦了，已备注给下一位。"),
    (0, 7, "今天第二家离得有点远，可能会晚十分钟，能帮我先跟客户说一声吗？", ""),
)


def people_write(town: Town, until: date) -> None:
    """Plans everything that is written to the company in the demo's last days."""
    for days, hour, nth, text, reply in CHATS:
        _chat(town, on_day(until, days, hour), nth, text, reply)
    for days, hour, name, phone, text, reply in FORMS:
        form = WebForm(text=text, form_id=f"demo-{phone}", name=name, phone=phone)
        _written(town, on_day(until, days, hour), Channel.WEB_FORM, form, reply)
    for days, hour, nth, text, note in CALLS:
        _call(town, on_day(until, days, hour), nth, text, note)
    for days, hour, text, reply in WORK:
        _work_chat(town, on_day(until, days, hour), text, reply)
    box_at = on_day(until, 9, 9)
    set_scene(town, max(box_at, town.opened_at), lambda t: _box(town, t))
    for number, (days, hour, text, phone) in enumerate(SLIPS):
        slip = Slip(text=text, form_id=f"demo-slip-{number}", phone=phone, branch_id=town.branch_ids[0])
        _written(town, on_day(until, days, hour), Channel.SUGGESTION, slip, "")
    set_scene(town, on_day(until, 1, 11), lambda t: _read_by_a_person(town, t))


def answer_surveys(town: Town, at: datetime) -> None:
    """What families wrote in their answers is answered twice a day; one of nine is overlooked."""
    adviser = town.staff[Role.ADVISER]
    waiting = inbox_page(InboxFilter(standing=Standing.US, channel=Channel.SURVEY)).conversations
    for one in waiting:
        if one.id % 9 and one.heard_at < at - timedelta(minutes=30):
            answer(conversation_id=one.id, text=THANKS, at=at, by=adviser)
            mark_done(conversation_id=one.id, at=at, by=adviser)


def _box(town: Town, at: datetime) -> None:
    lead = town.staff[Role.QUALITY_LEAD]
    open_box(name="门店前台", branch_id=town.branch_ids[0], at=at, by=lead)
    open_box(name="服务卡", at=at, by=lead)


def _answered(town: Town, conversation_id: int | None, reply: str, at: datetime) -> None:
    """Answers half an hour later, and closes what is settled."""
    if conversation_id is None or not reply:
        return
    adviser = town.staff[Role.ADVISER]

    def say(t: datetime) -> None:
        answer(conversation_id=conversation_id, text=reply, at=t, by=adviser)
        mark_done(conversation_id=conversation_id, at=t + timedelta(minutes=1), by=adviser)

    set_scene(town, at + timedelta(minutes=35), say)


def _chat(town: Town, at: datetime, nth: int, text: str, reply: str) -> None:
    def write(t: datetime) -> None:
        by = done(town, nth).household
        line = ChatLine(text=text, form_id=f"demo-{t.timestamp():.0f}", person_id=by.id or 0, name=by.name)
        kept = hear(Channel.CHAT, line, at=t, by=by)
        _answered(town, kept.conversation_id if kept else None, reply, t)

    set_scene(town, at, write)


def _written(town: Town, at: datetime, channel: Channel, raw: WebForm | Slip, reply: str) -> None:
    """From outside; a slip without a number cannot be answered and is only taken note of."""

    def write(t: datetime) -> None:
        kept = hear(channel, raw, at=t, by=PUBLIC)
        if kept and isinstance(raw, Slip) and not raw.phone:
            noted = t + timedelta(hours=3)
            set_scene(town, noted, lambda then: _note(town, kept.conversation_id, "已转门店店长，下周例会讨论。", then))
        _answered(town, kept.conversation_id if kept else None, reply, t)

    set_scene(town, at, write)


def _note(town: Town, conversation_id: int, text: str, at: datetime) -> None:
    adviser = town.staff[Role.ADVISER]
    write_note(conversation_id=conversation_id, text=text, at=at, by=adviser)
    mark_done(conversation_id=conversation_id, at=at, by=adviser)


def _call(town: Town, at: datetime, nth: int, text: str, note: str) -> None:
    def write(t: datetime) -> None:
        visit = done(town, nth)
        raw = CallNote(
            text=text,
            form_id=f"demo-{t.timestamp():.0f}",
            household_id=visit.household.id,
            visit_id=visit.visit_id,
            name=visit.household.name,
        )
        kept = hear(Channel.CALL, raw, at=t, by=town.staff[Role.ADVISER])
        if kept and note:
            set_scene(town, t + timedelta(minutes=50), lambda then: _note(town, kept.conversation_id, note, then))

    set_scene(town, at, write)


def _work_chat(town: Town, at: datetime, text: str, reply: str) -> None:
    def write(t: datetime) -> None:
        by = done(town).caregiver
        line = ChatLine(text=text, form_id=f"demo-{t.timestamp():.0f}", person_id=by.id or 0, name=by.name)
        kept = hear(Channel.WORK_CHAT, line, at=t, by=by)
        _answered(town, kept.conversation_id if kept else None, reply, t)

    set_scene(town, at, write)


def _read_by_a_person(town: Town, at: datetime) -> None:
    """The quality lead confirms how some texts are read, and corrects a few."""
    lead = town.staff[Role.QUALITY_LEAD]
    found = remarks_page(RemarkFilter(), limit=24).remarks
    for number, one in enumerate(found[::2]):
        polarity = Polarity.NEUTRAL if number % 6 == 5 else one.polarity
        correct_remark(remark_id=one.id, polarity=polarity, at=at, by=lead)
    if found:
        correct_remark(
            remark_id=found[0].id, aspect=Aspect.COMMUNICATION, aspect_polarity=Polarity.UNHAPPY, at=at, by=lead
        )
