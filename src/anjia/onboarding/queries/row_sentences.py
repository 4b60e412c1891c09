"""Sentences about a row or a cell."""

from django.utils.translation import gettext as _


def row_sentences() -> dict[str, str]:
    """Per code of a finding about a row its sentence."""
    return {**_about_cells(), **_about_phones(), **_about_days(), **_about_values(), **_about_others()}


def _about_cells() -> dict[str, str]:
    return {
        "formula_without_value": _("Column %(column)s holds a formula without a result. Please write the value."),
        "formula_value_taken": _("Column %(column)s holds a formula; its result “%(value)s” was taken."),
        "faulty_cell": _("Column %(column)s shows an error. Please write the value."),
        "signs_removed": _("Invisible signs were taken out of column %(column)s."),
        "signs_lost": _("In column %(column)s signs were lost: “%(text)s”."),
        "cell_too_long": _("Column %(column)s has %(count)s characters; %(most)s are possible. Please shorten it."),
        "text_too_long": _("The %(wanted)s has %(count)s characters; %(most)s are possible. Please shorten it."),
        "text_shortened": _("The %(wanted)s has %(count)s characters; the first %(most)s are kept."),
        "value_missing": _("The %(wanted)s is missing."),
        "value_damaged": _("In the %(wanted)s signs were lost: “%(seen)s”. Please write it anew."),
    }


def _about_phones() -> dict[str, str]:
    return {
        "phone_missing": _("The phone is missing."),
        "phone_rounded": _(
            "The phone “%(seen)s” lost its last digits. Format the column as text and write it in full."
        ),
        "phone_masked": _("The phone “%(seen)s” is partly hidden. Please write it in full."),
        "phone_length": _("The phone “%(seen)s” has %(count)s digits; a mobile number has 11."),
        "phone_wrong": _("“%(seen)s” is not a phone. A landline needs its area code, such as 021-62345678."),
        "phone_second": _("Two phones: %(kept)s was taken, %(other)s was not."),
        "phone_twice": _("Row %(row)s has the same phone and says something else. Please leave one of the two."),
        "household_again": _("The same household as in row %(row)s; what is new here is added to it."),
        "home_twice": _("Same name and address as row %(row)s, but another phone. Is it one household?"),
    }


def _about_days() -> dict[str, str]:
    return {
        "day_ambiguous": _("“%(seen)s” can be %(one)s or %(other)s. Please write the year first."),
        "day_impossible": _("“%(seen)s” is no day of the calendar."),
        "day_missing": _("“%(seen)s” names no day. Please write it like 2026-01-31."),
        "day_short_year": _("“%(seen)s”: please write the year with four digits."),
        "day_unclear": _("“%(seen)s” is not understood as a day. Please write it like 2026-01-31."),
        "age_not_day": _("“%(seen)s” is an age and not a day of birth."),
    }


def _about_values() -> dict[str, str]:
    return {
        "money_unclear": _("“%(seen)s” is not understood as an amount. Please write it like 38 or 38.50."),
        "money_range": _("“%(seen)s” is a range. Please write one amount."),
        "pay_not_hourly": _("“%(seen)s” is not for one hour. Please write the pay per hour."),
        "pay_unlikely": _("“%(seen)s” is unlikely as pay per hour. Please write the pay per hour."),
        "duration_unclear": _("“%(seen)s” is not understood as a duration; 2 hours are assumed."),
        "duration_unit": _("“%(seen)s” does not say hours or minutes; 2 hours are assumed."),
        "size_unclear": _("“%(seen)s” is not understood as square metres; it is kept as a note."),
        "district_unknown": _(
            "The district of “%(seen)s” is not known; the address is kept as a note, without a home."
        ),
        "district_assumed": _("No district is given; %(assumed)s is assumed, where the branch is."),
        "district_needed": _("The district is missing. Please write it, such as 徐汇区."),
        "trades_none": _("No skill was understood (“%(seen)s”): she comes as an applicant."),
        "trade_unknown": _("What kind of work “%(seen)s” is was not understood; a person decides."),
        "minutes_assumed": _("No duration is given; 2 hours are assumed."),
        "price_question": _("A person settles the price “%(seen)s”: %(reason)s. %(quote)s"),
        "price_read": _("Read as %(amount)s %(sold)s; the catalog has no such unit yet, so a person settles it."),
    }


def _about_others() -> dict[str, str]:
    return {
        "row_repeated": _("The same as row %(row)s; it is written once."),
        "price_twice": _("Row %(row)s has the same service and says something else. Please leave one of the two."),
        "known_as": _("This phone is known as %(name)s; the name stays, what is new is added."),
        "caregiver_known": _("%(name)s has this phone and is known already; nothing of hers is changed."),
        "price_changes": _("The price changes from %(before)s to %(amount)s %(sold)s."),
        "unit_changes": _("So far it was sold %(sold)s. A person settles the new price."),
        "offering_retired": _("%(name)s with this code is no longer offered. Please give it another code."),
    }
