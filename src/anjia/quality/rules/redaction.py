"""What of a household's words may reach the caregiver: nothing that says who it was, and nothing that only hurts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HIDDEN = "＊＊"
MOST_HIDDEN = 3
_HAN = "\u4e00-\u9fff"
_DIGIT = r"[0-9０-９]"
_NUMBER = "0-9０-９零〇一二三四五六七八九十百两幺"
# The hundred commonest family names cover five in six people; a title behind one makes it a name.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
_TITLES = "先生|女士|小姐|太太|阿姨|奶奶|爷爷|老师|医生|经理|总监|总|叔叔|大姐|姐|哥|妹|老板|师傅|婆婆|外婆|宝宝"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.\s]?[A-Z0-9]{5,6}",
        r"https?://\S+|www\.\S+",
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"(?:微信号?|wechat|wx|v信|vx|qq|抖音号?|支付宝|账号|帐号)\s*(?:号|id)?\s*[:：是为]?\s*[A-Za-z][\w-]{3,}",
        rf"(?:微信号?|wechat|wx|v信|vx|qq|账号|帐号)\s*(?:号|id)?\s*[:：是为]?\s*{_DIGIT}{{5,}}",
        rf"(?:密码|门锁|口令|钥匙盒|door code|code|pin)[{_HAN}\s]{{0,4}}[:：是为]?\s*[\dA-Za-z０-９#*]{{3,}}",
        rf"(?:\+?86[\s-]?)?1[\s-]?[3-9](?:[\s-]?{_DIGIT}){{9}}",
        rf"0\d{{2,3}}[\s-]?(?:{_DIGIT}[\s-]?){{7,8}}",
        rf"{_DIGIT}(?:[\s-]?{_DIGIT}){{4,}}[xX]?",
        r"[一二三四五六七八九零〇幺]{7,}",
        rf"[{_HAN}]{{1,6}}?(?:路|街|大道|弄|巷|胡同|道)\s*[{_NUMBER}]+(?:\s*(?:弄|号|栋|幢|室|单元|-)\s*[{_NUMBER}]*)*",
        rf"[A-Za-z{_NUMBER}-]+\s*(?:号楼|栋|幢|单元|室|弄|号院|号门|楼[{_NUMBER}]+)",
        rf"(?<![{_NUMBER}第])[{_NUMBER}]+\s*号(?![码线称召])",
        rf"[{_HAN}]{{2,6}}(?:小区|花园|公寓|苑|新村|公馆|名邸|家园|大厦|广场)",
        r"\b\d+\s+(?:[A-Z][\w']*\s+){1,3}(?:road|street|lane|avenue|rd|st)\b",
        rf"(?:我叫|我是|名字是|名叫|my name is)\s*[A-Za-z{_HAN}]{{2,4}}",
        rf"[{_SURNAMES}](?:[{_HAN}])?(?:{_TITLES})",
        rf"(?:小|老|阿)[{_SURNAMES}](?![{_HAN}]?(?:时|心|是说))",
        r"\b(?:mr|mrs|ms|dr)\.?\s+[A-Z]\w+",
        rf"(?:我|我们|她|他)?(?:儿子|女儿|孙子|孙女|老公|老婆|婆婆|丈夫|妻子)(?:叫)[{_HAN}]{{1,3}}",
    )
)
_HURTING = re.compile(
    "傻|笨|蠢|猪|滚|废物|垃圾人|恶心|贱|不要脸|脑子|神经病|有病|乡下人|外地人|农村来|没文化|老太婆|丑|胖|骚|色|"
    "偷|小偷|贼|骗子|诈骗|报警|起诉|他妈|妈的|操|屁|死|婊|变态|"
    "离婚|怀孕|流产|癌|艾滋|抑郁|病历|确诊|精神科|"
    r"\b(?:idiot|stupid|fat|ugly|thief|stole|steal|bitch|damn|crazy|cancer|pregnan\w*|divorce\w*|peasant|lazy cow)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quote:
    """Words as the caregiver may read them; `hidden` places were covered, `whole` says whether they may be shown."""

    text: str
    hidden: int
    whole: bool


def redacted(text: str, names: Sequence[str] = ()) -> tuple[str, int]:
    """The text without phones, addresses, numbers and names, and how many places were covered.

    `names` are the household's own, which no pattern knows.
    """
    covered = 0
    for pattern in (*_own(names), *_PATTERNS):
        text, count = pattern.subn(HIDDEN, text)
        covered += count
    return re.sub(rf"(?:{HIDDEN}[\s，,、·-]*)+{HIDDEN}", HIDDEN, text), covered


def _own(names: Iterable[str]) -> list[re.Pattern[str]]:
    parts = sorted({part for name in names for part in _parts(name)}, key=len, reverse=True)
    return [re.compile(re.escape(part), re.IGNORECASE) for part in parts]


def _parts(name: str) -> list[str]:
    """A name and its pieces: “陈女士” itself, “Anna Chen” also as Anna and Chen."""
    return [part for part in (name.strip(), *re.split(r"[\s·,，]+", name)) if len(part) >= 2]


def is_harmless(text: str) -> bool:
    """Whether the words neither insult nor accuse nor tell of an illness or a family's affairs."""
    return not _HURTING.search(text)


def quote_of(text: str, names: Sequence[str] = ()) -> Quote:
    """What of the words may be shown. Hurting words, or ones in which much had to be covered, are not quoted."""
    shown, hidden = redacted(text, names)
    whole = bool(text.strip()) and is_harmless(text) and hidden <= MOST_HIDDEN
    return Quote(shown if whole else "", hidden, whole)
