"""What is read out of a message's own words."""

import re

MOST_KEPT = 20_000
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_QUOTE = re.compile(
    r"^\s*(-{2,}\s*(Original Message|原始邮件|Forwarded message|转发邮件|回复的原邮件)|On .{4,200} wrote:\s*$"
    r"|在.{4,200}写道[:\uff1a]\s*$|发件人\s*[:\uff1a].{0,200}$)",
    re.IGNORECASE | re.MULTILINE,
)


def phones_in(text: str, *, most: int = 3) -> tuple[str, ...]:
    """Chinese mobile numbers in a text, each once, in order."""
    spaced = re.sub(r"(?<=\d)[ -](?=\d)", "", text[:MOST_KEPT])
    return tuple(dict.fromkeys(_PHONE.findall(spaced)))[:most]


def without_quote(text: str) -> str:
    """A letter's own words without the letter it answers; the whole when nothing of its own is left."""
    found = _QUOTE.search(text)
    own = text[: found.start()] if found else text
    lines = own.rstrip().split("\n")
    while lines and (lines[-1].lstrip().startswith(">") or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines).strip() or text.strip()
