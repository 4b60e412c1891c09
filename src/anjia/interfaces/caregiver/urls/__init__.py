"""The caregiver's addresses, all under /work/."""

from django.urls import URLPattern, URLResolver

from anjia.interfaces.caregiver.urls import feedback, guarantees, leave, matching, messages, offers, pay, visits

app_name = "caregiver"
urlpatterns: list[URLPattern | URLResolver] = [
    *feedback.urlpatterns,
    *guarantees.urlpatterns,
    *matching.urlpatterns,
    *leave.urlpatterns,
    *messages.urlpatterns,
    *offers.urlpatterns,
    *pay.urlpatterns,
    *visits.urlpatterns,
]
