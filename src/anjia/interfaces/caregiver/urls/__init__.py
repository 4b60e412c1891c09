"""The caregiver's addresses, all under /work/."""

from django.urls import URLPattern, URLResolver

from anjia.interfaces.caregiver.urls import feedback, guarantees, leave, matching, messages, pay, visits

app_name = "caregiver"
urlpatterns: list[URLPattern | URLResolver] = [
    *feedback.urlpatterns,
    *guarantees.urlpatterns,
    *matching.urlpatterns,
    *leave.urlpatterns,
    *messages.urlpatterns,
    *pay.urlpatterns,
    *visits.urlpatterns,
]
