"""Give every page that exists its permanent address, and take over the redirects made by renaming.

It may run on any state of the tables: what is there is left, and going back only empties them.
"""

from uuid import UUID, uuid4

from django.conf import settings
from django.db import migrations
from django.utils import timezone

from pages.permanent.ids import id_of


def give_each_its_own_id(Page) -> None:
    """Give other translation keys to pages whose id another page has; it is all but impossible."""
    taken: dict[str, UUID] = {}
    for key in Page.objects.order_by("pk").values_list("translation_key", flat=True):
        fresh = key
        while taken.setdefault(id_of(fresh), fresh) != fresh:
            fresh = uuid4()
        if fresh != key:
            Page.objects.filter(translation_key=key).update(translation_key=fresh)


def public_path(page, home, language: str) -> str:
    prefix = "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    return prefix + page.url_path[len(home.url_path) :]


def fill(apps, schema_editor) -> None:
    Page = apps.get_model("wagtailcore", "Page")
    PublicPage = apps.get_model("pages", "PublicPage")
    PublicAddress = apps.get_model("pages", "PublicAddress")
    Redirect = apps.get_model("wagtailredirects", "Redirect")
    site = apps.get_model("wagtailcore", "Site").objects.filter(is_default_site=True).first()
    if site is None:
        return
    give_each_its_own_id(Page)
    now = timezone.now()

    def entry_of(page, language: str, gone_on=None):
        return PublicPage.objects.get_or_create(
            translation_key=page.translation_key,
            language=language,
            defaults={"key": id_of(page.translation_key), "title": page.title, "gone_on": gone_on},
        )[0]

    home_key = Page.objects.values_list("translation_key", flat=True).get(pk=site.root_page_id)
    for home in Page.objects.filter(translation_key=home_key).select_related("locale"):
        language = home.locale.language_code
        pages = Page.objects.filter(path__startswith=home.path)
        # Wagtail's own first page ("Welcome") is no page of ours.
        for page in pages.filter(live=True).exclude(content_type__app_label="wagtailcore"):
            PublicAddress.objects.get_or_create(
                path=public_path(page, home, language),
                page=entry_of(page, language),
                defaults={"since": page.first_published_at or now},
            )
    made = Redirect.objects.filter(automatically_created=True, redirect_page__isnull=False)
    for redirect in made.select_related("redirect_page__locale").order_by("created_at"):
        page, then = redirect.redirect_page, redirect.created_at or now
        PublicAddress.objects.get_or_create(
            path=redirect.old_path.rstrip("/") + "/",
            page=entry_of(page, page.locale.language_code, None if page.live else now),
            defaults={"since": page.first_published_at or then, "until": then},
        )
    made.delete()


class Migration(migrations.Migration):

    dependencies = [
        ("pages", "0007_public_addresses"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
