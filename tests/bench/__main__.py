"""`python -m tests.bench [serving] [operating] [browser] [search] [scale]` (`make bench`): scale if named.

BENCH_SECONDS and BENCH_ROUNDS say for how long each way of serving is asked, and how often.
"""

import os
import sys
from argparse import ArgumentParser

PARTS = ("serving", "operating", "browser", "search")
SCALE = "scale"
SECONDS = float(os.environ.get("BENCH_SECONDS", "2"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))


def main(arguments: list[str]) -> int:
    """Measure what is asked for; print the tables and put them in the README."""
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, SCALE, []])
    parts = parser.parse_args(arguments).parts or PARTS

    # Nothing of the caller's: the content is copied from where the tests keep it.
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "normandy_centres.settings.test"
    import django

    django.setup()

    from .. import database
    from . import browser, operating, scale, search, serving
    from .tables import show

    database.prepare()
    try:
        if "serving" in parts:
            show("bench serving", serving.measure(SECONDS, ROUNDS))
        if "operating" in parts:
            show("bench operating", operating.measure(SECONDS, ROUNDS))
        if "browser" in parts:
            show("bench browser", browser.measure())
        if "search" in parts:
            show("bench search", search.measure())
        if SCALE in parts:
            show("bench scale", scale.measure(ROUNDS))
    except RuntimeError as error:
        print(f"make bench: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
