"""Turns of speech that say the opposite: rhetorical questions, promises held up, praise that is none.

Every pattern has bounded gaps and no nested repeats, so that it is linear in the text.
"""

import re
from typing import NamedTuple

_GAP = r"[^。！？!?；;，,]"
_PATTERNS = (
    rf"难道{_GAP}{{0,30}}",
    rf"(?:怎么|哪|岂|哪里|又怎)能{_GAP}{{0,12}}",
    rf"(?:怎么|为什么|为何|干嘛|干吗){_GAP}{{0,3}}(?:还|又|不|没|这么|那么|这样|老|总){_GAP}{{0,12}}",
    rf"(?:凭什么|何必|何苦){_GAP}{{0,12}}",
    rf"(?:这|就这|这样|这种|这么){_GAP}{{0,8}}(?:也叫|也算|还叫|还敢|也敢|也配|也好意思|还好意思|能叫|能算){_GAP}{{0,12}}",
    rf"有(?:这样|这么|你们这样|这种){_GAP}{{0,12}}[吗么的]?[？?]",
    rf"(?:哪里|哪儿|哪点){_GAP}{{0,6}}(?:干净|专业|准时|好|值|便宜|热情|像){_GAP}{{0,4}}",
    rf"(?:说好|讲好|约好|承诺|答应|号称|自称|吹)(?:了|的|过)?{_GAP}{{0,20}}[，, ]?{_GAP}{{0,8}}"
    r"(?:结果|却|没|不|呢|实际|？|\?)",
    rf"不是(?:说|讲|约|承诺){_GAP}{{0,24}}(?:吗|么|嘛)",
    rf"(?:感谢|谢谢|多谢){_GAP}{{0,8}}(?:让我|教训|浪费|不来|没来|放我|弄坏|打碎|骗){_GAP}{{0,16}}",
    r"拜\w{0,4}所赐",
    r"呵呵|也是醉了|我也是服了|服了(?:你|他|她|u|这)|也是服|真行啊|可真行|真有你的|真会(?:做生意|赚钱|算|省事?|玩)|好一个",
    r"厉害了我的|长见识了|涨姿势|开了眼|大开眼界|佩服佩服|活久见|谁用谁知道|你们高兴就好|你开心就好|自求多福|好自为之",
    rf"(?:所谓|号称)的?[“”\"'「『]?{_GAP}{{1,10}}",
    r"[“\"「『](?:专业|热情|准时|认真|负责|干净|优质|用心|贴心|金牌|五星|高级|资深|良心|好|很好|优秀|放心|细心|周到)[”\"」』]",
)
_IRONY = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
_HINT = re.compile(r"[难能怎为凭何这样有哪好约承答号自吹是谢拜呵醉服行会一厉长涨开佩活谁你所“\"「『]")
_NONE_AFTER = re.compile(r"怎么(?:说|样|办|做|用|洗|弄|回事)|这么(?:好|棒|快|认真|负责|干净|细心)")


class Turn(NamedTuple):
    """A place where the words say the opposite."""

    start: int
    end: int


def turns_of(text: str) -> list[Turn]:
    """Where the text, already plain, speaks against its own words."""
    if not _HINT.search(text):
        return []
    found = list(_IRONY.finditer(text))
    return [Turn(match.start(), match.end()) for match in found if not _NONE_AFTER.search(match.group())]
