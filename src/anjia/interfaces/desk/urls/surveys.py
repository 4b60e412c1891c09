"""Addresses: the index, weak links, objections, deep interviews, consultations."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import consultations, deep_interviews, feedback, index

urlpatterns: list[URLPattern | URLResolver] = [
    path("index/", index.index, name="index"),
    path("index/file/", index.file, name="index-file"),
    path("index/weights/", index.weights, name="index-weights"),
    path("weak-links/", feedback.weak_links, name="weak-links"),
    path("weak-links/<int:survey_id>/", feedback.take_up, name="take-up"),
    path("answer-objections/", feedback.objections, name="objections"),
    path("answer-objections/<int:word_id>/", feedback.objection, name="answer_objection"),
    path("deep-interviews/", deep_interviews.deep_interviews, name="deep-interviews"),
    path("deep-interviews/<int:interview_id>/", deep_interviews.deep_interview, name="deep_interview"),
    path("deep-interviews/<int:interview_id>/decline/", deep_interviews.decline, name="decline-interview"),
    path("households/<int:household_id>/deep-interview/", deep_interviews.plan, name="plan-interview"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/new/", consultations.new, name="new-consultation"),
    path("consultations/<int:consultation_id>/", consultations.consultation, name="consultation"),
]
