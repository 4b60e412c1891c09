"""Every address, by audience."""

from django.urls import URLPattern, URLResolver, include, path

from anjia.interfaces.shared import entrance

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("anjia.interfaces.public.urls")),
    path("", include("anjia.interfaces.shared.urls")),
    path("desk/", include("anjia.interfaces.desk.urls")),
    path("home/", include("anjia.interfaces.household.urls")),
    path("work/", include("anjia.interfaces.caregiver.urls")),
    path("enter/", entrance.enter, name="enter"),
    path("h/<str:token>/", entrance.enter_by_link, name="household-link"),
    path("accounts/password/reset/", entrance.forgotten, name="account_reset_password"),
    path("accounts/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
handler500 = "anjia.house.faults.failed"
