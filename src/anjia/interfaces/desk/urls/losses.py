"""Addresses: what ended in nothing, and why."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import losses

urlpatterns: list[URLPattern | URLResolver] = [
    path("losses/", losses.losses, name="losses"),
    path("losses/cases/", losses.cases, name="loss-cases"),
    path("losses/<int:loss_id>/reason/", losses.explain, name="explain-loss"),
    path("losses/actions/", losses.plan_action, name="plan-loss-action"),
    path("losses/tree/", losses.loss_tree, name="loss-tree"),
    path("losses/tree/close/", losses.close_reason, name="close-reason"),
]
