"""Words and phone numbers that people type, made safe and regular above both engines.

PostgreSQL refuses NUL and over-long text where SQLite stores them; everything typed passes here first.
"""

import re
import unicodedata

import phonenumbers
from django.utils.translation import gettext as _

from anjia.kernel.errors import Refusal

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean_text(value: object, *, most: int = 2000, what: str = "", least: int = 0) -> str:
    """The text without control, direction-override and surrogate characters, trimmed, of `least`..`most` characters.

    Raises Refusal when it is longer than `most` or shorter than `least`.
    """
    text = unicodedata.normalize("NFC", _CONTROL.sub("", str(value or ""))).strip()
    name = what or _("this text")
    if len(text) > most:
        sentence = _("%(what)s has %(count)d characters; %(most)d are possible. Please shorten it.")
        raise Refusal(sentence % {"what": name, "count": len(text), "most": most}, field=what)
    if len(text) < least:
        raise Refusal(_("Please fill in %(what)s.") % {"what": name}, field=what)
    return text


def clean_line(value: object, *, most: int = 80, what: str = "", least: int = 0) -> str:
    """As clean_text, on one line: runs of white space become one space."""
    return clean_text(re.sub(r"\s+", " ", str(value or "")), most=most, what=what, least=least)


def normal_phone(value: object) -> str:
    """The phone in E.164 form, "+8613912345678"; numbers without a country are Chinese. Raises Refusal."""
    raw = unicodedata.normalize("NFKC", str(value or "")).strip()
    try:
        number = phonenumbers.parse(raw[:40], "CN")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        sentence = _("“%(phone)s” is not a phone number. A mobile number has 11 digits, such as 13912345678.")
        raise Refusal(sentence % {"phone": clean_line(raw[:40])}, field="phone")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def masked_phone(phone: str) -> str:
    """A phone as strangers to it may see it: "139****5678"."""
    digits = phone.removeprefix("+86")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 8 else "****"
