"""The words of remarks in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.remarks.rules import Aspect, Polarity, Source


def aspect_names() -> dict[str, str]:
    """What a remark can be about."""
    return {
        Aspect.ATTITUDE: _("Attitude and care"),
        Aspect.SKILL: _("Skill"),
        Aspect.CLEANLINESS: _("Cleanliness"),
        Aspect.EFFICIENCY: _("Speed of work"),
        Aspect.PUNCTUALITY: _("Punctuality"),
        Aspect.PRICE: _("Price and charges"),
        Aspect.DAMAGE: _("Damage and safety"),
        Aspect.COMMUNICATION: _("Answers and solutions"),
        Aspect.HONESTY: _("Honesty and privacy"),
        Aspect.REPLACEMENT: _("Another person came"),
        Aspect.MATERIALS: _("Tools and products"),
        Aspect.GENERAL: pgettext("aspect", "The whole"),
    }


def polarity_names() -> dict[str, str]:
    """Whether a text is happy."""
    return {
        Polarity.UNHAPPY: _("Unhappy"),
        Polarity.NEUTRAL: pgettext("polarity", "Neutral"),
        Polarity.HAPPY: _("Happy"),
    }


def source_names() -> dict[str, str]:
    """Where a remark comes from."""
    return {
        Source.GOOD_POINTS: _("Answer: what was good"),
        Source.POINTS_TO_IMPROVE: _("Answer: what to improve"),
        Source.COMPLAINT: pgettext("remark", "Complaint"),
        Source.REPLY: _("Message about a complaint"),
        Source.CALL_NOTE: _("Call note"),
        Source.MESSAGE: pgettext("remark", "Message"),
    }
