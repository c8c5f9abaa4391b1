"""The way to the list from A to Z, as a figure that editors place on a page (the site map)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..figures import Drawing, register


@register("a-to-z", _("Link to the list from A to Z"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the link: no query."""
    return Drawing("components/figures/a_to_z.html")
