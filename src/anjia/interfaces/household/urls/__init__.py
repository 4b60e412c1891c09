"""The household's addresses, all under /home/."""

from django.urls import URLPattern, URLResolver

from anjia.interfaces.household.urls import booking, money, story, visits, voice

app_name = "household"
urlpatterns: list[URLPattern | URLResolver] = [
    *booking.urlpatterns,
    *money.urlpatterns,
    *story.urlpatterns,
    *visits.urlpatterns,
    *voice.urlpatterns,
]
