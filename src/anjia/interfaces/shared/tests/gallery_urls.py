"""The whole house and the gallery."""

from django.urls import include, path

urlpatterns = [path("", include("anjia.interfaces.shared.urls")), path("", include("anjia.house.urls"))]
