#!/usr/bin/env python
"""Django's command line, with the settings that `make run` uses unless others are named."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "normandy_centres.settings.local")
    execute_from_command_line(sys.argv)
