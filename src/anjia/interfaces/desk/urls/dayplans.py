"""Addresses: day plans, repairs, weights."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import day_plan, day_plan_acts, day_plans, plan_weights

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", day_plans.day_plans, name="day-plans"),
    path("plans/repair/", day_plans.repair, name="repair"),
    path("plans/weights/", plan_weights.plan_weights, name="plan-weights"),
    path("plans/<int:day_plan_id>/", day_plan.day_plan, name="day-plan"),
    path("plans/<int:day_plan_id>/progress/", day_plan.progress, name="day-plan-progress"),
    path("plans/<int:day_plan_id>/cancel/", day_plan_acts.cancel, name="day-plan-cancel"),
    path("plans/answers/<int:alternative_id>/accept/", day_plan_acts.accept, name="day-plan-accept"),
    path("plans/accepted/<int:acceptance_id>/undo/", day_plan_acts.undo, name="day-plan-undo"),
    path("visits/<int:visit_id>/pin/", day_plan_acts.pin, name="visit-pin"),
    path("visits/<int:visit_id>/unpin/", day_plan_acts.unpin, name="visit-unpin"),
]
