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
    inspections,
    law,
    losses,
    money,
    onboarding,
    promises,
    quality,
    remarks,
    sales,
    search,
    surveys,
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
    *inspections.urlpatterns,
    *law.urlpatterns,
    *losses.urlpatterns,
    *money.urlpatterns,
    *onboarding.urlpatterns,
    *promises.urlpatterns,
    *quality.urlpatterns,
    *remarks.urlpatterns,
    *sales.urlpatterns,
    *search.urlpatterns,
    *surveys.urlpatterns,
    *today.urlpatterns,
    *voice.urlpatterns,
    *workforce.urlpatterns,
]
