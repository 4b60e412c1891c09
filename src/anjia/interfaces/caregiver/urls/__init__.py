"""The caregiver's addresses, all under /work/."""

from django.urls import URLPattern, URLResolver

from anjia.interfaces.caregiver.urls import pay, visits

app_name = "caregiver"
urlpatterns: list[URLPattern | URLResolver] = [
    *pay.urlpatterns,
    *visits.urlpatterns,
]
