"""Addresses: visits that come again and again."""

from django.urls import URLPattern, URLResolver, path

from anjia.interfaces.desk.views import series

urlpatterns: list[URLPattern | URLResolver] = [
    path("households/<int:household_id>/series/new/", series.new, name="series-new"),
    path("households/<int:household_id>/series/times/", series.times, name="series-times"),
    path("series/<int:series_id>/", series.page, name="series"),
    path("series/<int:series_id>/change/", series.change, name="series-change"),
    path("series/<int:series_id>/pause/", series.pause, name="series-pause"),
    path("series/<int:series_id>/resume/", series.resume, name="series-resume"),
    path("series/<int:series_id>/end/", series.end, name="series-end"),
]
