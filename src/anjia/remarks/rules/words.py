"""The words of remarks: what a text is about, whether it is happy, where it came from, and who looks after what."""

from enum import StrEnum


class Aspect(StrEnum):
    """What a remark is about."""

    ATTITUDE = "attitude"
    SKILL = "skill"
    CLEANLINESS = "cleanliness"
    EFFICIENCY = "efficiency"
    PUNCTUALITY = "punctuality"
    PRICE = "price"
    DAMAGE = "damage"
    COMMUNICATION = "communication"
    HONESTY = "honesty"
    REPLACEMENT = "replacement"
    MATERIALS = "materials"
    GENERAL = "general"


class Polarity(StrEnum):
    """Whether a text, or what it says of one aspect, is happy."""

    UNHAPPY = "unhappy"
    NEUTRAL = "neutral"
    HAPPY = "happy"


class Source(StrEnum):
    """Where a remark was written or said."""

    GOOD_POINTS = "good_points"
    POINTS_TO_IMPROVE = "points_to_improve"
    COMPLAINT = "complaint"
    REPLY = "reply"
    CALL_NOTE = "call_note"
    MESSAGE = "message"


# Somebody who fills in "points to improve" or a complaint is rarely praising: how far the place itself leans.
LEANING = {
    Source.GOOD_POINTS: 1.0,
    Source.POINTS_TO_IMPROVE: -1.0,
    Source.COMPLAINT: -2.0,
    Source.REPLY: -0.3,
    Source.CALL_NOTE: 0.0,
    Source.MESSAGE: 0.0,
}

# Which role looks after an aspect until the company decides otherwise (values of company.rules.Role).
USUAL_OWNER = {
    Aspect.ATTITUDE: "quality_lead",
    Aspect.SKILL: "quality_lead",
    Aspect.CLEANLINESS: "quality_lead",
    Aspect.EFFICIENCY: "quality_lead",
    Aspect.PUNCTUALITY: "dispatcher",
    Aspect.PRICE: "finance",
    Aspect.DAMAGE: "quality_lead",
    Aspect.COMMUNICATION: "adviser",
    Aspect.HONESTY: "owner",
    Aspect.REPLACEMENT: "dispatcher",
    Aspect.MATERIALS: "dispatcher",
    Aspect.GENERAL: "quality_lead",
}
