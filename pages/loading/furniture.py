"""The menus and the site's settings."""

from urllib.parse import urlsplit

from django.conf import settings as django_settings
from wagtail.models import Page, Site

from ..models import Menu, MenuItem, SiteSettings
from .reader import in_language
from .writer import Writer, as_text, pair, save_checked


def write_menus(writer: Writer, page_ids: dict[tuple[str, str], int]) -> None:
    """Write the menus; each lists the French pages, and readers get the page in their language."""
    for place, rows in writer.content.menus.items():
        ledger_key = f"menu:{place}"
        menu = writer.ledger.existing(ledger_key, Menu)
        if not writer.ledger.should_write(ledger_key, menu, rows):
            continue
        menu = menu or Menu(place=place)
        items = []
        for number, row in enumerate(rows):
            key, label = (row["page"], row.get("label")) if isinstance(row, dict) else (row, None)
            items.append(
                MenuItem(
                    page=Page.objects.get(pk=page_ids[key, django_settings.LANGUAGE_CODE]),
                    sort_order=number,
                    label_fr=in_language(label, "fr") if label else "",
                    label_en=in_language(label, "en") if label else "",
                )
            )
        menu.items = items
        save_checked(menu, writer.content.menus.at(place))
        writer.ledger.written(ledger_key, menu, rows)


def write_settings(writer: Writer, page_ids: dict[tuple[str, str], int]) -> None:
    """Write the site's settings and let the site's record follow SITE_URL."""
    entry = writer.content.settings
    site = Site.objects.get(is_default_site=True)
    ledger_key = "settings:site"
    settings = writer.ledger.existing(ledger_key, SiteSettings)
    if not writer.ledger.should_write(ledger_key, settings, entry):
        return
    settings = settings or SiteSettings.for_site(site)
    settings.name = as_text(entry.get("site_name")) or settings.name
    settings.demonstration = bool(entry.get("demonstration", True))
    fields = pair(entry, "tagline") | pair(entry, "demonstration_notice", "demonstration")
    for name, value in fields.items():
        setattr(settings, name, value)
    for name in ("publisher", "publication_director", "host", "contact_email", "security_contact"):
        setattr(settings, name, as_text(entry.get(name)))
    for name in ("accessibility_page", "glossary_page"):
        key = entry.get(name)
        page_id = page_ids[key, django_settings.LANGUAGE_CODE] if key else None
        setattr(settings, f"{name}_id", page_id)
    save_checked(settings, entry.place)
    writer.ledger.written(ledger_key, settings, entry)


def follow_site_url() -> None:
    """Let Wagtail's site record say what SITE_URL says: its addresses are made from it."""
    parts = urlsplit(django_settings.SITE_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True).update(hostname=parts.hostname, port=port)
    Site.clear_site_root_paths_cache()
