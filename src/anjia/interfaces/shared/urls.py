from django.urls import path

from anjia.interfaces.shared import views

app_name = "shared"
urlpatterns = [path("gallery/", views.gallery, name="gallery")]
