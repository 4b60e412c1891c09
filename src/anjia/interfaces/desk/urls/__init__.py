"""The desk's addresses, all under /desk/."""

from django.urls import URLPattern, URLResolver

from anjia.interfaces.desk.urls import (
    catalog,
    company,
    dispatch,
    fieldwork,
    guarantees,
    households,
    law,
    money,
    onboarding,
    promises,
    quality,
    remarks,
    sales,
    search,
    today,
    workforce,
)

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    *catalog.urlpatterns,
    *company.urlpatterns,
    *dispatch.urlpatterns,
    *fieldwork.urlpatterns,
    *guarantees.urlpatterns,
    *households.urlpatterns,
    *law.urlpatterns,
    *money.urlpatterns,
    *onboarding.urlpatterns,
    *promises.urlpatterns,
    *quality.urlpatterns,
    *remarks.urlpatterns,
    *sales.urlpatterns,
    *search.urlpatterns,
    *today.urlpatterns,
    *workforce.urlpatterns,
]
