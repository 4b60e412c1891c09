"""Who the households are, where they live and what to remember about them."""

from anjia.households.queries.dossier import EntrySummary, dossier_of
from anjia.households.queries.homes import HomeSummary, districts_in_use, home, homes, homes_of, homes_of_many
from anjia.households.queries.households import (
    PHONE_PURPOSE,
    HouseholdPage,
    HouseholdSummary,
    count_households,
    household,
    household_of_phone,
    households,
    households_page,
    ids_matching,
    ids_tagged,
    known_phones,
    names_of,
    phone_index,
    tags_in_use,
)
from anjia.households.queries.keys import Visitor, open_keys, visitor_of_key, visitor_of_token
from anjia.households.queries.needs import district_at, needs_of, needs_read, place_of
from anjia.households.queries.words import kind_names, purpose_names, source_names

__all__ = [
    "district_at",
    "needs_of",
    "needs_read",
    "EntrySummary",
    "HomeSummary",
    "HouseholdPage",
    "HouseholdSummary",
    "PHONE_PURPOSE",
    "Visitor",
    "count_households",
    "districts_in_use",
    "dossier_of",
    "home",
    "homes",
    "homes_of",
    "homes_of_many",
    "household",
    "household_of_phone",
    "households",
    "households_page",
    "ids_matching",
    "ids_tagged",
    "kind_names",
    "known_phones",
    "names_of",
    "open_keys",
    "phone_index",
    "place_of",
    "purpose_names",
    "source_names",
    "tags_in_use",
    "visitor_of_key",
    "visitor_of_token",
]
