"""Addresses: onboarding."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import onboarding, price_questions

urlpatterns: list[URLPattern | URLResolver] = [
    path("imports/", onboarding.imports, name="imports"),
    path("imports/<int:batch_id>/", onboarding.batch, name="import"),
    path("imports/<int:batch_id>/confirm/", onboarding.confirm, name="import-confirm"),
    path("imports/<int:batch_id>/discard/", onboarding.discard, name="import-discard"),
    path("imports/<int:batch_id>/bad.xlsx", onboarding.bad_rows, name="import-bad-rows"),
    path("prices/questions/", price_questions.questions, name="price-questions"),
    path("prices/questions/<int:question_id>/", price_questions.question, name="price-question"),
    path("prices/questions/<int:question_id>/aside/", price_questions.set_aside, name="price-question-aside"),
]
