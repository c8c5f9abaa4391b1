from django.db import migrations
from django.utils import timezone


def put_pairs_in_step(apps, schema_editor):
    """Take the pages that are there in both languages to say the same as of now.

    Nothing was noted before; the alternative is to call every page of an existing site behind.
    """
    Page = apps.get_model("wagtailcore", "Page")
    Translation = apps.get_model("pages", "Translation")
    pages = Page.objects.filter(depth__gt=1).values(
        "pk", "translation_key", "live", "live_revision_id", "latest_revision_id"
    )
    pairs = {}
    for page in pages.iterator():
        pairs.setdefault(page["translation_key"], []).append(page)
    known = set(Translation.objects.values_list("page_id", flat=True))
    now = timezone.now()
    Translation.objects.bulk_create(
        Translation(
            page_id=page["pk"],
            source_revision_id=(
                twin["live_revision_id"] if twin["live"] else None
            ) or twin["latest_revision_id"],
            confirmed_at=now,
            # A draft that was never published has not reached readers.
            readers_behind_since=None if page["live"] else now,
        )
        for pair in pairs.values()
        if len(pair) == 2
        for page, twin in (pair, reversed(pair))
        if page["pk"] not in known
    )


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_translation")]

    operations = [migrations.RunPython(put_pairs_in_step, migrations.RunPython.noop, elidable=True)]
