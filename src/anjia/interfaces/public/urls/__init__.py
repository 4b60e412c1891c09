"""Public addresses."""

from django.urls import URLPattern, URLResolver

from anjia.interfaces.public.urls import booking, front, law, voice

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    *booking.urlpatterns,
    *front.urlpatterns,
    *law.urlpatterns,
    *voice.urlpatterns,
]
