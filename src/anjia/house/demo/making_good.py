"""How the demo company keeps its guarantees: delays said beforehand, a little extra, refunds, two calls for help."""

from datetime import date, datetime, timedelta

from anjia.company.rules import Role
from anjia.dispatch.queries import assignment_of
from anjia.guarantees.operations import (
    announce_delay,
    answer_emergency,
    ask_refund,
    call_for_help,
    close_emergency,
    find_justified,
    find_unjustified,
    grant_goodwill,
    take_up_emergency,
)
from anjia.guarantees.rules import Cause, EmergencyKind, Wish
from anjia.house.demo.scenes import done, on_day, set_scene
from anjia.house.demo.town import Town
from anjia.journeys.operations import pay_granted_refund
from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing
from anjia.workforce.queries import caregiver

EXTRA = ("顺手擦了玄关鞋柜", "帮忙把快递纸箱带下楼", "多擦了一遍阳台推拉门", "给绿植浇了水", "清了冰箱门封条")
# Days ago, hour, which of the latest visits, why, and what share of the price was found justified (None: not yet).
REFUNDS = (
    (12, 20, 1, "提前一个小时就走了，活没干完。", 33, True),
    (6, 21, 0, "柜子里面没有擦，和说好的不一样。", 20, True),
    (4, 20, 2, "临时不想要了，能退吗？服务已经做完。", 0, False),
    (2, 20, 1, "油烟机外壳还是黏的，说好包含的。", 25, False),
    (1, 18, 0, "阿姨中途接了半个小时电话，希望退半小时的钱。", None, False),
)


def late(town: Town, visit_id: int, starts_at: datetime, minutes: float) -> None:
    """A caregiver who will be late says so beforehand every other time; the family is credited at once."""
    if minutes > 15 and visit_id % 2:
        set_scene(town, starts_at - timedelta(minutes=12), lambda t: _say_late(visit_id, round(minutes), t))


def _say_late(visit_id: int, minutes: int, at: datetime) -> None:
    assigned = assignment_of(visit_id)
    if assigned is None:
        raise Missing
    by = Actor("caregiver", assigned.caregiver_id, caregiver(assigned.caregiver_id).name)
    cause, text = ((Cause.TRAFFIC, "路上堵车"), (Cause.VISIT_BEFORE, "上一家做得久了些"))[visit_id % 4 // 2]
    announce_delay(visit_id=visit_id, minutes=minutes, cause=cause, text=text, at=at, by=by)


def extra(town: Town, visit_id: int, by: Actor, at: datetime) -> None:
    """Now and then a little more is done than was ordered."""
    if visit_id % 17 == 3:
        title, wish = EXTRA[visit_id % len(EXTRA)], Wish.ASKED if visit_id % 2 else Wish.AGREED
        set_scene(
            town, at, lambda t: grant_goodwill(visit_id=visit_id, title=title, minutes=10, wish=wish, at=t, by=by)
        )


def make_good(town: Town, until: date) -> None:
    """Plans the refunds that are asked for, and two emergencies; both are over."""
    for days, hour, nth, reason, percent, paid in REFUNDS:
        _refund(town, on_day(until, days, hour), nth, reason, percent, paid)
    said = (
        "厨房水管接头漏水，地板湿了一片。",
        "已教阿姨关总阀，物业师傅十五分钟到场。",
        "接头已更换，地板擦干，家人确认没有损失。",
    )
    _emergency(town, on_day(until, 8, 15), EmergencyKind.DAMAGE, said)
    said = ("出门倒垃圾时门被风关上，屋里炉子关着。", "已联系家人，二十分钟内送钥匙过来。", "家人到场开门，一切正常。")
    _emergency(town, on_day(until, 2, 16), EmergencyKind.LOCKOUT, said)


def _refund(town: Town, at: datetime, nth: int, reason: str, percent: int | None, paid: bool) -> None:
    lead, finance = town.staff[Role.QUALITY_LEAD], town.staff[Role.FINANCE]

    def ask(t: datetime) -> None:
        visit = done(town, nth)
        request_id = ask_refund(visit_id=visit.visit_id, reason=reason, at=t, by=visit.household)
        if percent is not None:
            morning = t + timedelta(hours=15)
            set_scene(town, morning, lambda then: judge(request_id, visit.price_fen, then))
        if paid:
            transfer = t + timedelta(hours=42)
            set_scene(
                town,
                transfer,
                lambda then: pay_granted_refund(refund_request_id=request_id, method="transfer", at=then, by=finance),
            )

    def judge(request_id: int, price_fen: int, t: datetime) -> None:
        if not percent:
            text = "服务已按约定做完，照片齐全；下次取消请提前告诉我们，不收费用。"
            find_unjustified(request_id=request_id, text=text, at=t, by=lead)
            return
        amount, text = price_fen * percent // 100, "核对打卡和照片后属实，按未完成的部分退还。"
        find_justified(request_id=request_id, amount_fen=amount, text=text, at=t, by=lead)

    set_scene(town, at, ask)


def _emergency(town: Town, at: datetime, kind: EmergencyKind, said: tuple[str, str, str]) -> None:
    """A caregiver calls for help; somebody sees to it within minutes, and it ends well."""
    by = town.staff[Role.DISPATCHER]

    def call(t: datetime) -> None:
        visit = done(town)
        emergency_id = call_for_help(visit_id=visit.visit_id, kind=kind, text=said[0], at=t, by=visit.caregiver)
        take_up_emergency(emergency_id=emergency_id, at=t + timedelta(minutes=2), by=by)
        answer_emergency(emergency_id=emergency_id, text=said[1], at=t + timedelta(minutes=6), by=by)
        close_emergency(emergency_id=emergency_id, text=said[2], at=t + timedelta(minutes=50), by=by)

    set_scene(town, at, call)
