"""The form at the foot of each page, as the server reads it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.models import Page

from ..languages import reader_language
from .models import Answer


def answerable(language: str) -> "QuerySet[Page]":
    """Return the pages of a language about which readers may say something."""
    pages = Page.objects.live().filter(depth__gt=1, locale__language_code=language)
    return pages.select_related("locale")


class AnswerForm(forms.Form):
    """A page and one of the fixed answers. What is filled in at ``website`` was written by no reader."""

    page = forms.ModelChoiceField(queryset=Page.objects.none())
    answer = forms.TypedChoiceField(choices=Answer.choices, coerce=Answer)
    website = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page: Any = self.fields["page"]
        page.queryset = answerable(reader_language())
