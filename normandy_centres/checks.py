"""The rules of the architecture, as system checks."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import Page, get_page_models


def _public_page_models() -> list[type[Page]]:
    return [model for model in get_page_models() if model is not Page]


@register()
def check_page_types(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every page type derives from BasePage and names its template, parents, children and purpose."""
    from pages.models import BasePage

    found: list[CheckMessage] = []
    for model in _public_page_models():
        if not issubclass(model, BasePage):
            found.append(
                Error("A page type must derive from BasePage.", obj=model, id="normandy.E001")
            )
            continue
        for name in ("template", "parent_page_types", "subpage_types", "page_description"):
            if name not in vars(model):
                found.append(
                    Error(f"A page type must name its {name}.", obj=model, id="normandy.E002")
                )
        if not _exists(model.template):
            found.append(Error(f"No template {model.template}.", obj=model, id="normandy.E003"))
    return found


@register()
def check_blocks(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every block of ours has a description, an icon and a template."""
    from pages.blocks.tree import own_blocks

    found: list[CheckMessage] = []
    for block in own_blocks():
        name = f"{type(block).__module__}.{type(block).__name__}"
        if not block.get_description():
            found.append(Error(f"{name} has no description.", id="normandy.E004"))
        if block.meta.icon == "placeholder":
            found.append(Error(f"{name} has no icon.", id="normandy.E005"))
        template = getattr(block.meta, "template", None)
        if not template or not _exists(template):
            found.append(Error(f"{name} has no template ({template}).", id="normandy.E006"))
    return found


@register()
def check_illustrations(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every drawing that editors can choose is there."""
    from pages.choices import Illustration

    return [
        Error(f"No drawing templates/illustrations/{name}.svg.", id="normandy.E007")
        for name in Illustration.values
        if not _exists(f"illustrations/{name}.svg")
    ]


def _exists(template: str) -> bool:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True
