"""What is in force where and when, and calculations in words. Nothing here is legal advice."""

from anjia.law.queries.calculations import Calculation, Kind, ShownLine, Source, calculate, source_of
from anjia.law.queries.claims import (
    Marked,
    Piece,
    check_claims,
    kind_names,
    pieces_of,
    register,
    standards_in_use,
)
from anjia.law.queries.packs import (
    PLACES,
    Floor,
    article,
    article_name,
    articles_in_force,
    citation,
    floor_of,
    ids_in_force,
    pack_name,
    packs,
    place_name,
    place_names,
)
from anjia.law.queries.rates import DEPOSIT, LPR, given_rate, rate_table, refund_rate
from anjia.law.queries.shares import SharedCalculation, shared_calculation, token_of
from anjia.law.queries.words import sure_name

__all__ = [
    "Marked",
    "Piece",
    "check_claims",
    "kind_names",
    "pieces_of",
    "register",
    "standards_in_use",
    "DEPOSIT",
    "LPR",
    "PLACES",
    "Calculation",
    "Floor",
    "Kind",
    "SharedCalculation",
    "ShownLine",
    "Source",
    "article",
    "article_name",
    "articles_in_force",
    "calculate",
    "citation",
    "floor_of",
    "given_rate",
    "ids_in_force",
    "pack_name",
    "packs",
    "place_name",
    "place_names",
    "rate_table",
    "refund_rate",
    "shared_calculation",
    "source_of",
    "sure_name",
    "token_of",
]
