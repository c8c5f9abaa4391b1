from django.db import migrations


def choose_glossary_page(apps, schema_editor):
    """Let a site that has loaded its content before lead to its glossary, which nobody could choose yet."""
    loaded = apps.get_model("pages", "LoadedItem").objects.filter(key="page:glossary:fr").first()
    if loaded is None:
        return
    page = apps.get_model("wagtailcore", "Page").objects.filter(pk=loaded.object_id).first()
    apps.get_model("pages", "SiteSettings").objects.update(glossary_page=page)


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0010_glossary'),
    ]

    operations = [
        migrations.RunPython(choose_glossary_page, migrations.RunPython.noop, elidable=True),
    ]
