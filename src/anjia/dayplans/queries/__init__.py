"""Days as facts, computations and their answers, weights, words."""

from anjia.dayplans.queries.facts import day_facts
from anjia.dayplans.queries.pins import is_pinned
from anjia.dayplans.queries.plans import (
    AcceptanceSummary,
    AlternativeSummary,
    PlanPage,
    PlanSummary,
    acceptance_plan,
    alternative_plan,
    count_answers,
    plan,
    plan_page,
    plans_of,
)
from anjia.dayplans.queries.sentences import clash_sentence, clash_words, stale_sentence
from anjia.dayplans.queries.today import Trouble, trouble_of
from anjia.dayplans.queries.weights import PublishedWeights, weights_in_force, weights_published
from anjia.dayplans.queries.words import (
    fault_sentences,
    kind_names,
    pin_names,
    state_names,
    style_names,
    term_names,
    term_unit,
    weight_meanings,
    weight_names,
)

__all__ = [
    "AcceptanceSummary",
    "AlternativeSummary",
    "PlanPage",
    "PlanSummary",
    "PublishedWeights",
    "Trouble",
    "acceptance_plan",
    "alternative_plan",
    "clash_sentence",
    "clash_words",
    "count_answers",
    "day_facts",
    "fault_sentences",
    "is_pinned",
    "kind_names",
    "pin_names",
    "plan",
    "plan_page",
    "plans_of",
    "stale_sentence",
    "state_names",
    "style_names",
    "term_names",
    "term_unit",
    "trouble_of",
    "weight_meanings",
    "weight_names",
    "weights_in_force",
    "weights_published",
]
