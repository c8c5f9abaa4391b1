"""`python -m tests.audit` (`make audit`): every page, both languages, every mode, every check.

Whatever can't be had (Chromium, the Nu checker) fails the run with one line; nothing is skipped.
"""

import os
import sys

import django


def main(arguments: list[str]) -> int:
    """Choose the settings, which are read once, and then the audit itself."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.audit.settings"
    # What is looked at isn't decided by what the caller happens to have set.
    os.environ.pop("DATABASE_URL", None)
    django.setup()
    from .run import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
