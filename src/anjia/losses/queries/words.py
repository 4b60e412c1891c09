"""What the values of losses are called."""

from django.utils.translation import pgettext

from anjia.losses.rules import Lost


def lost_names() -> dict[str, str]:
    """What can be lost."""
    return {
        Lost.ENQUIRY: pgettext("lost", "Enquiry"),
        Lost.PROPOSAL: pgettext("lost", "Proposal"),
        Lost.ORDER: pgettext("lost", "Order"),
        Lost.VISIT: pgettext("lost", "Visit"),
    }


def standard_names() -> dict[str, str]:
    """The reasons that come with Anjia, both levels, each by its own name."""
    return {
        "price": pgettext("lost because", "Price"),
        "price.too_high": pgettext("lost because", "too expensive"),
        "price.over_budget": pgettext("lost because", "over the family's budget"),
        "price.not_clear": pgettext("lost because", "what it costs was not clear"),
        "caregiver": pgettext("lost because", "Caregiver"),
        "caregiver.none_free": pgettext("lost because", "nobody free"),
        "caregiver.wished_not_free": pgettext("lost because", "the wished one was not free"),
        "caregiver.fell_out": pgettext("lost because", "the caregiver fell out"),
        "time": pgettext("lost because", "Time"),
        "time.no_slot": pgettext("lost because", "no fitting time"),
        "time.too_late": pgettext("lost because", "too late for the family"),
        "time.moved": pgettext("lost because", "wants another time"),
        "contact": pgettext("lost because", "Contact"),
        "contact.no_reply": pgettext("lost because", "the family no longer replies"),
        "contact.we_were_slow": pgettext("lost because", "we were too slow"),
        "elsewhere": pgettext("lost because", "Went elsewhere"),
        "elsewhere.company": pgettext("lost because", "another company"),
        "elsewhere.private": pgettext("lost because", "somebody privately"),
        "need": pgettext("lost because", "No need"),
        "need.plan_changed": pgettext("lost because", "plans changed"),
        "need.not_needed": pgettext("lost because", "no longer needed"),
        "need.does_it_alone": pgettext("lost because", "does it alone"),
        "reach": pgettext("lost because", "Beyond our reach"),
        "reach.area": pgettext("lost because", "outside our area"),
        "reach.service": pgettext("lost because", "a service we do not have"),
        "trust": pgettext("lost because", "Trust"),
        "trust.doubts": pgettext("lost because", "doubts remained"),
        "trust.bad_experience": pgettext("lost because", "unhappy with an earlier visit"),
        "door": pgettext("lost because", "At the door"),
        "door.nobody_home": pgettext("lost because", "nobody at home"),
        "door.not_let_in": pgettext("lost because", "not let in"),
        "door.nobody_came": pgettext("lost because", "nobody of us came"),
        "other": pgettext("lost because", "Something else"),
    }
