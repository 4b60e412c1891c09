"""The desk's addresses, all under /desk/."""

from django.urls import URLPattern, URLResolver

from anjia.interfaces.desk.urls import (
    catalog,
    company,
    dispatch,
    evidence,
    fieldwork,
    guarantees,
    households,
    improvement,
    law,
    losses,
    money,
    onboarding,
    promises,
    quality,
    remarks,
    sales,
    search,
    today,
    voice,
    workforce,
)

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    *catalog.urlpatterns,
    *company.urlpatterns,
    *dispatch.urlpatterns,
    *evidence.urlpatterns,
    *fieldwork.urlpatterns,
    *guarantees.urlpatterns,
    *households.urlpatterns,
    *improvement.urlpatterns,
    *law.urlpatterns,
    *losses.urlpatterns,
    *money.urlpatterns,
    *onboarding.urlpatterns,
    *promises.urlpatterns,
    *quality.urlpatterns,
    *remarks.urlpatterns,
    *sales.urlpatterns,
    *search.urlpatterns,
    *today.urlpatterns,
    *voice.urlpatterns,
    *workforce.urlpatterns,
]
