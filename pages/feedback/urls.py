"""Addresses of the readers' answers, below one that each language words its own way."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from . import views

urlpatterns = [
    path("", views.answer, name="feedback"),
    # Translators: the end of the address of the page that asks why a page was of no use.
    path(_("why/<int:page_id>/"), views.why, name="feedback_why"),
    # Translators: the end of the address of the page that thanks for an answer.
    path(_("thanks/<int:page_id>/"), views.thanks, name="feedback_thanks"),
]
