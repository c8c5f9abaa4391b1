"""`python -m tests.page_store.filling COPY`: the loaded content, from the kept SQLite copy into PostgreSQL.

Migrating and loading take minutes; tables made from the models and filled with rows, seconds.
"""

import os
import sys

import django
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Model

#: The database's own search index has other tables on each database; nothing here asks it.
LEFT_OUT = {"wagtailsearch"}


def fill(copy: str) -> None:
    """Fill the database of the settings with what is in a SQLite file."""
    connections.databases["copy"] = connections.settings["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": copy,
        "OPTIONS": {},
    }
    call_command("migrate", run_syncdb=True, verbosity=0)
    found = apps.get_models(include_auto_created=True)
    models = [
        model
        for model in found
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT | {"page_store"}
    ]
    quote = connection.ops.quote_name
    # Constraints are looked at when the transaction ends.
    with transaction.atomic(), connection.cursor() as cursor:
        tables = ", ".join(quote(model._meta.db_table) for model in models)
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        for model in models:
            fields = model._meta.local_concrete_fields
            columns = ", ".join(quote(field.column) for field in fields)
            marks = ", ".join(["%s"] * len(fields))
            rows = _rows(model, [field.attname for field in fields])
            cursor.executemany(
                f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})",  # noqa: S608
                [
                    [
                        field.get_db_prep_save(value, connection)
                        for field, value in zip(fields, row, strict=True)
                    ]
                    for row in rows
                ],
            )
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _rows(model: type[Model], names: list[str]) -> list[tuple[object, ...]]:
    return list(model._base_manager.using("copy").values_list(*names))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.page_store.settings")
    django.setup()
    from django.conf import settings

    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    settings.PAGE_STORE_DIR = None
    fill(sys.argv[1])
