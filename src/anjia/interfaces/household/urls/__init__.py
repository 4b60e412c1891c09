"""The household's addresses, all under /home/."""

from django.urls import URLPattern, URLResolver

from anjia.interfaces.household.urls import (
    advice,
    booking,
    guarantees,
    matching,
    messages,
    money,
    promises,
    series,
    story,
    terms,
    visits,
    voice,
    waiting,
)

app_name = "household"
urlpatterns: list[URLPattern | URLResolver] = [
    *advice.urlpatterns,
    *booking.urlpatterns,
    *guarantees.urlpatterns,
    *matching.urlpatterns,
    *messages.urlpatterns,
    *money.urlpatterns,
    *promises.urlpatterns,
    *series.urlpatterns,
    *story.urlpatterns,
    *terms.urlpatterns,
    *visits.urlpatterns,
    *voice.urlpatterns,
    *waiting.urlpatterns,
]
