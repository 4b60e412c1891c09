"""Addresses: how complaints are carried, work on causes, the tree of causes, teams."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import complaint_carrying, improvement

urlpatterns: list[URLPattern | URLResolver] = [
    path("complaints/<int:complaint_id>/question/", complaint_carrying.ask_back, name="ask-back"),
    path("complaints/<int:complaint_id>/question/end/", complaint_carrying.go_on, name="go-on"),
    path("complaints/<int:complaint_id>/assessment/", complaint_carrying.assess, name="assess-complaint"),
    path("complaints/<int:complaint_id>/team/", complaint_carrying.hand, name="hand-complaint"),
    path("complaints/<int:complaint_id>/plan/", complaint_carrying.settlement, name="plan-settlement"),
    path("complaints/<int:complaint_id>/plan/<int:plan_step_id>/", complaint_carrying.take_step, name="take-plan-step"),
    path("complaints/<int:complaint_id>/compensation/request/", complaint_carrying.request_money, name="request-money"),
    path(
        "complaints/<int:complaint_id>/compensation/<int:compensation_request_id>/",
        complaint_carrying.decide_money,
        name="decide-money",
    ),
    path("corrective-actions/", improvement.corrective_actions, name="corrective-actions"),
    path("corrective-actions/<int:action_id>/", improvement.corrective_action, name="corrective-action"),
    path("corrective-actions/<int:action_id>/finish/", improvement.finish, name="finish-action"),
    path("corrective-actions/<int:action_id>/check/", improvement.verify, name="verify-action"),
    path("causes/", improvement.causes, name="causes"),
    path("causes/tree/", improvement.cause_tree, name="cause-tree"),
    path("causes/tree/close/", improvement.close_cause, name="close-cause"),
    path("causes/proposals/<int:preventive_proposal_id>/accept/", improvement.accept, name="accept-prevention"),
    path("causes/proposals/<int:preventive_proposal_id>/decline/", improvement.decline, name="decline-prevention"),
    path("teams/", improvement.teams, name="teams"),
    path("teams/<int:team_id>/", improvement.team, name="team"),
    path("teams/<int:team_id>/close/", improvement.close_team, name="close-team"),
]
