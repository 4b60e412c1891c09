"""What the demo company offers, with the standard of each service. Original texts."""

from dataclasses import dataclass
from typing import Literal

Photo = Literal["none", "before", "after", "both"]


@dataclass(frozen=True)
class DemoStep:
    """A step of a service standard."""

    title: str
    detail: str = ""
    photo: Photo = "none"


@dataclass(frozen=True)
class DemoOffering:
    """A service with its price in fen and its standard."""

    code: str
    name: str
    trade: str
    unit: str
    price_fen: int
    usual_minutes: int
    least_minutes: int
    scope: str
    limits: str
    steps: tuple[DemoStep, ...]
    weight: int  # how often the demo's households want it


_STEP = DemoStep
OFFERINGS: tuple[DemoOffering, ...] = (
    DemoOffering(
        "BJ-01",
        "日常保洁",
        "daily_cleaning",
        "per_hour",
        5000,
        180,
        120,
        "客厅、卧室、厨房台面、卫生间的日常清洁；地面吸尘拖净，台面除尘，垃圾带走。",
        "不含高处玻璃外侧、油烟机拆洗、贵重摆件移动；请提前收好现金和首饰。",
        (
            _STEP("进门问好，穿鞋套，和家人确认今天的重点"),
            _STEP("卫生间：马桶、台盆、镜面、淋浴房", "红色抹布只用在马桶", "both"),
            _STEP("厨房：台面、水槽、灶台表面", "蓝色抹布", "none"),
            _STEP("客厅和卧室：由高到低除尘，地面先吸后拖"),
            _STEP("请家人验收，带走垃圾", "", "after"),
        ),
        46,
    ),
    DemoOffering(
        "BJ-02",
        "深度保洁",
        "deep_cleaning",
        "per_hour",
        6800,
        240,
        240,
        "日常保洁之外，柜顶、踢脚线、灯具表面、瓷砖缝、冰箱和微波炉内部。",
        "不含墙面翻新和霉斑根除；超过两米的高处需两人作业。",
        (
            _STEP("和家人走一圈，拍下三处最在意的地方", "", "before"),
            _STEP("厨房重油和卫生间除垢：灶台、墙砖、水龙头、玻璃、砖缝"),
            _STEP("冰箱和微波炉内部"),
            _STEP("柜顶、踢脚线、开关面板、地面边角"),
            _STEP("同样三处再拍一次，请家人验收", "", "after"),
        ),
        16,
    ),
    DemoOffering(
        "BJ-03",
        "新居开荒",
        "deep_cleaning",
        "per_square_metre",
        1200,
        360,
        300,
        "装修后的第一次全屋清洁：胶印、漆点、粉尘、玻璃内侧、柜体内外。",
        "不含外墙玻璃和装修垃圾清运；没有通水通电不能开始。",
        (
            _STEP("检查水电，记录已有划痕", "每一处都拍下来", "before"),
            _STEP("除尘：从天花到地面两遍"),
            _STEP("去胶印和漆点"),
            _STEP("玻璃内侧和窗槽"),
            _STEP("柜体内外"),
            _STEP("地面清洗"),
            _STEP("全屋验收", "", "after"),
        ),
        3,
    ),
    DemoOffering(
        "BJ-04",
        "擦窗",
        "window_cleaning",
        "per_hour",
        7500,
        180,
        120,
        "内外可触及的玻璃、窗框、窗槽、纱窗清洗。",
        "六层以上不擦外侧；风力五级以上改期，不收费。",
        (
            _STEP("检查窗扇和安全绳"),
            _STEP("拆洗纱窗"),
            _STEP("窗框和窗槽", "", "both"),
            _STEP("玻璃两面"),
            _STEP("装回纱窗，擦净窗台"),
        ),
        6,
    ),
    DemoOffering(
        "JD-01",
        "油烟机清洗",
        "appliance_cleaning",
        "per_visit",
        16800,
        120,
        90,
        "拆下油网和叶轮高温浸泡，机身内外去油，装回试机。",
        "集成灶另行报价；电机故障不在清洗范围内。",
        (
            _STEP("试机，听声音，告知已有的问题", "", "before"),
            _STEP("断电，铺好防护膜"),
            _STEP("拆下油网、油杯、叶轮浸泡"),
            _STEP("机身内外去油"),
            _STEP("装回试机", "", "after"),
        ),
        6,
    ),
    DemoOffering(
        "JD-02",
        "空调清洗",
        "appliance_cleaning",
        "per_visit",
        12800,
        90,
        60,
        "挂机滤网、蒸发器、风道清洗，出水口疏通。",
        "不含加氟和维修；吊顶机另行报价。",
        (
            _STEP("试机测温", "", "before"),
            _STEP("断电，罩好接水罩"),
            _STEP("滤网和蒸发器清洗"),
            _STEP("风道和出水口"),
            _STEP("试机，记录前后出风温度", "", "after"),
        ),
        5,
    ),
    DemoOffering(
        "SN-01",
        "整理收纳",
        "tidying",
        "per_hour",
        12000,
        240,
        180,
        "衣橱、厨房或儿童房的分类、取舍、定位和标签。",
        "不替家人决定丢弃；收纳用品按实物另付。",
        (
            _STEP("和家人确认目标和不能动的东西", "", "before"),
            _STEP("全部取出分类"),
            _STEP("家人决定去留"),
            _STEP("定位、归位、贴标签"),
            _STEP("讲一遍怎样保持", "", "after"),
        ),
        3,
    ),
    DemoOffering(
        "CF-01",
        "上门做饭",
        "cooking",
        "per_hour",
        6000,
        150,
        120,
        "按菜单采买或用家里的菜，三菜一汤，餐后收拾厨房。",
        "不含食材费用；不做生食和河豚、野生菌等高风险食材。",
        (
            _STEP("核对忌口和过敏"),
            _STEP("洗手，戴帽，生熟分开"),
            _STEP("备菜和烹饪"),
            _STEP("上桌前拍照", "", "after"),
            _STEP("洗碗，擦净灶台和地面"),
        ),
        5,
    ),
    DemoOffering(
        "YE-01",
        "临时看护孩子",
        "childcare",
        "per_hour",
        6500,
        240,
        180,
        "三岁以上孩子的陪伴、接送、餐食加热、作业督促。",
        "不给药，不单独带孩子离开约定范围。",
        (
            _STEP("和家长当面交接：作息、忌口、紧急电话"),
            _STEP("检查窗户、插座、厨房门"),
            _STEP("按作息陪伴"),
            _STEP("向家长复述今天的情况"),
        ),
        4,
    ),
    DemoOffering(
        "YL-01",
        "老人陪护",
        "elder_care",
        "per_hour",
        5500,
        240,
        180,
        "起居协助、陪诊、陪聊、餐食、用药提醒。",
        "不做注射、换药等医疗操作；单人不抬抱。",
        (
            _STEP("交接：病史、用药时间、紧急联系人"),
            _STEP("测量并记录血压和体温"),
            _STEP("起居协助"),
            _STEP("用药提醒并记录"),
            _STEP("餐食和饮水"),
            _STEP("向家人小结"),
        ),
        5,
    ),
    DemoOffering(
        "YS-01",
        "月嫂",
        "newborn_care",
        "per_month",
        1580000,
        1440,
        1440,
        "新生儿与产妇护理，二十六天，住家。",
        "不代替医生判断；每周休息一天或按约定补偿。",
        (_STEP("入户交接"), _STEP("每日护理记录"), _STEP("每周小结"), _STEP("离户交接")),
        0,
    ),
    DemoOffering(
        "GJ-01",
        "住家管家",
        "housekeeping",
        "per_month",
        980000,
        1440,
        1440,
        "家务统筹、采买、三餐、衣物护理，住家。",
        "每周休息一天；不含专业护理。",
        (_STEP("入户交接"), _STEP("每周计划"), _STEP("每周小结")),
        0,
    ),
)
