"""Addresses: complaints, answers, follow-ups."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import complaint_acts, complaints, follow_ups, voices

urlpatterns: list[URLPattern | URLResolver] = [
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/new/", complaints.new_complaint, name="new-complaint"),
    path("complaints/<int:complaint_id>/", complaints.complaint, name="complaint"),
    path("complaints/<int:complaint_id>/reply/", complaint_acts.reply, name="reply-to-complaint"),
    path("complaints/<int:complaint_id>/resolution/", complaint_acts.resolve, name="resolve-complaint"),
    path("complaints/<int:complaint_id>/escalation/", complaint_acts.escalate, name="escalate-complaint"),
    path("complaints/<int:complaint_id>/compensation/", complaint_acts.compensate, name="compensate"),
    path("complaints/<int:complaint_id>/owner/", complaint_acts.take, name="take-complaint"),
    path("complaints/<int:complaint_id>/actions/", complaint_acts.plan, name="plan-action"),
    path("answers/", voices.voices, name="voices"),
    path("follow-ups/", follow_ups.follow_ups, name="follow-ups"),
    path("follow-ups/<int:visit_id>/", follow_ups.follow_up, name="follow-up"),
    path("follow-ups/<int:visit_id>/phone/", follow_ups.phone, name="follow-up-phone"),
]
