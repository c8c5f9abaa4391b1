"""The gallery's addresses, in both languages; nowhere but where the setting GALLERY is on."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="gallery"),
    path("picture.png", views.picture, name="gallery-picture"),
    path("<path:name>/", views.component, name="gallery-component"),
]
