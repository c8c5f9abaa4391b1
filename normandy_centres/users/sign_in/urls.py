"""Addresses for who isn't signed in yet; those for who is are in the admin (`wagtail_hooks`)."""

from django.urls import path

from . import views

urlpatterns = [
    # In the place of Wagtail's view of that name, which stops at the password.
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        views.SetPassword.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    path("second-factor/", views.enrolment, name="enrolment"),
]
