"""What kinds, fields, verdicts and reasons are called."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anjia.onboarding.rules import Kind, Reason, Unit


def kind_names() -> dict[str, str]:
    """What each kind of file lists."""
    return {
        Kind.HOUSEHOLDS: pgettext("import", "Households"),
        Kind.CAREGIVERS: pgettext("import", "Caregivers"),
        Kind.PRICES: pgettext("import", "Price list"),
    }


def verdict_names() -> dict[str, str]:
    """What becomes of a row."""
    return {
        "new": pgettext("import", "New"),
        "changed": pgettext("import", "Changed"),
        "same": pgettext("import", "Known already"),
        "bad": pgettext("import", "To be mended"),
    }


def field_names() -> dict[str, str]:
    """What the meaning of a column is called."""
    return {
        "name": pgettext("column", "name"),
        "phone": pgettext("column", "phone"),
        "address": pgettext("column", "address"),
        "district": pgettext("column", "district"),
        "community": pgettext("column", "community"),
        "square_metres": pgettext("column", "size of the home"),
        "preferences": pgettext("column", "preferences"),
        "notes": pgettext("column", "notes"),
        "taboos": pgettext("column", "taboos"),
        "source": pgettext("column", "source"),
        "id_number": pgettext("column", "identity number"),
        "native_place": pgettext("column", "native place"),
        "skills": pgettext("column", "skills"),
        "hourly_pay": pgettext("column", "hourly pay"),
        "joined_on": pgettext("column", "joined on"),
        "birth": pgettext("column", "date of birth"),
        "introduction": pgettext("column", "introduction"),
        "code": pgettext("column", "code"),
        "category": pgettext("column", "category"),
        "price": pgettext("column", "price"),
        "unit": pgettext("column", "unit"),
        "minutes": pgettext("column", "duration"),
        "scope": pgettext("column", "scope"),
        "limits": pgettext("column", "limits"),
        "seller": pgettext("column", "seller"),
    }


def reason_names() -> dict[str, str]:
    """Why a person must settle a price."""
    return {
        Reason.MISSING: _("no price is given"),
        Reason.UNCLEAR: _("part of the text is not understood"),
        Reason.DAMAGED: _("signs of the text were lost"),
        Reason.OPEN: _("the price is to be agreed"),
        Reason.STARTS_AT: _("it only says from where the price starts"),
        Reason.RANGE: _("it names a range"),
        Reason.ABOUT: _("it names a rough price only"),
        Reason.STEPS: _("the price changes in steps"),
        Reason.SEVERAL: _("it names several prices"),
        Reason.DISCOUNT: _("it speaks of an offer or a discount"),
        Reason.FREE: _("it says that it is free"),
        Reason.FOREIGN: _("it is in another currency"),
        Reason.UNIT_MISSING: _("it does not say what the price is for"),
        Reason.UNIT_UNKNOWN: _("what the price is for is not understood"),
        Reason.UNIT_CONTRADICTED: _("another place of the row counts in another unit"),
        Reason.PRICE_CONTRADICTED: _("another place of the row names another price"),
        Reason.FEE_BESIDE: _("a fee comes on top"),
        Reason.NOT_FINAL: _("the text says that the price can still change"),
        Reason.LEAST_ABOVE: _("the least charge is more than the price"),
        Reason.UNLIKELY: _("such a price is unlikely for this unit"),
    }


def sold_names() -> dict[str, str]:
    """What one price buys, in the words of price lists."""
    return {
        Unit.PER_HOUR: _("per hour"),
        Unit.PER_VISIT: _("per visit"),
        Unit.PER_DAY: _("per day"),
        Unit.PER_MONTH: _("per month"),
        Unit.PER_SQUARE_METRE: _("per square metre"),
        Unit.PER_METRE: _("per metre"),
        Unit.PER_PIECE: _("per piece"),
        Unit.PER_PACKAGE: _("per package"),
    }
