"""A real nginx before the site while a real PostgreSQL is away: each page says its age."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from normandy_centres.page_store.watching import EVERY, LIMIT

from ..database import made_copy
from ..page_store.faults import ENDS, LONGEST, Database, readers, until
from ..postgresql import temporary_postgresql
from .nginx import HOST, Front, by_nginx, site_in_front, stored, text

pytestmark = [pytest.mark.drill, pytest.mark.once]

#: As deploy/systemd starts it.
AS_DEPLOYED = ("--workers", "2", "--blocking-threads", "4", "--backpressure", "64")
FILTERED = ("/prix-et-labels/?centre=francois-baclesse", "/en/awards/?centre=henri-becquerel")
PATHS = ("/", "/en/", "/en/sources/", "/plan-du-site/", "/en/nowhere/")
RIGHT = {*(f"200 {path}" for path in PATHS[:-1]), f"404 {PATHS[-1]}"}
HOURS = 3600
#: In seconds: until each process has seen for itself what the first has.
EACH = EVERY + LIMIT + 1


class FrontOfPostgresql(Front):
    """The site behind nginx, over a PostgreSQL of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder)
        self.database = Database(url)
        self.environment["DATABASE_URL"] = url

    def fill(self) -> None:
        self.python("-m", "tests.page_store.filling", str(made_copy()))

    def says_its_age(self) -> bool:
        return "Age" in self.get("/").headers

    def known(self, path: str) -> Path:
        """The file of what is known of a page's last copy."""
        return self.folder / "var" / "pages" / "latest" / HOST / path.strip("/") / "index.json"

    def is_over(self, path: str) -> bool:
        """Tell whether a page may read otherwise by now, as one of the day does past midnight."""
        return bool(time.time() > json.loads(self.known(path).read_text())["valid_until"])

    def grow_old(self, path: str, seconds: float) -> None:
        """Let a page be older than it is."""
        known = self.known(path)
        facts = json.loads(known.read_text())
        facts["rendered_at"] -= seconds
        older = known.with_name("older")
        older.write_text(json.dumps(facts))
        older.replace(known)


@pytest.fixture(scope="module")
def front() -> Iterator[FrontOfPostgresql]:
    with (
        temporary_postgresql() as url,
        site_in_front(partial(FrontOfPostgresql, url=url)) as front,
    ):
        yield front


@pytest.mark.parametrize("end", ENDS)
def test_every_page_says_its_age(front: FrontOfPostgresql, end: Callable[[Database], None]) -> None:
    with front.serving(*AS_DEPLOYED):
        until(lambda: by_nginx(front.get("/")))
        for path in FILTERED:
            assert front.get(path).status == 200
        try:
            with readers(front.get, PATHS) as load:
                time.sleep(2)
                end(front.database)
                print(f"\nwith its age after {until(front.says_its_age):.1f} s")
                time.sleep(EACH)
                print(f"\n{all_with_age(front)} pages, each with its age")
            assert set(load.statuses) <= RIGHT, load
            assert load.slowest < LONGEST

            for path, said in (("/", "telle qu’elle était le"), ("/en/", "as it was on")):
                young = front.get(path)
                assert said not in text(young) or front.is_over(path)
                front.grow_old(path, 7 * HOURS)
                old = front.get(path)
                assert said in text(old)
                assert int(old.headers["Age"]) >= 7 * HOURS
                front.grow_old(path, -7 * HOURS)
            assert front.get("/", Cookie="sessionid=junk").status == 200
            for path in ("/nulle-part/", "/en/nowhere/"):
                assert front.get(path).status == 404
            for path in ("/rechercher/?q=cancer", "/en/search/?q=cancer"):
                answer = front.get(path)
                assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
                assert "tel:+332" in text(answer)

            # With the application gone, too, nginx has the last copies; back, it says their age again.
            front.kill()
            # It knows nothing of filters.
            own = [facts for facts in stored(front) if "?" not in facts["address"]]
            assert {front.get(facts["address"]).status for facts in own} == {200}
            with front.serving(*AS_DEPLOYED):
                until(front.says_its_age)
                time.sleep(EACH)
                all_with_age(front)
                front.database.go_on()
                took = until(lambda: by_nginx(front.get("/")) and not front.says_its_age())
                print(f"\nnginx answers by itself again after {took:.1f} s")
        finally:
            front.database.go_on()


def all_with_age(front: Front) -> int:
    """Ask nginx for each stored page, and return how many there are: each came as stored, with its age."""
    pages = stored(front)
    for facts in pages:
        answer = front.get(facts["address"])
        assert answer.status == 200, facts["address"]
        assert answer.headers["Cache-Status"] == "page-store; hit; detail=stale"
        written = time.time() - facts["rendered_at"]
        assert written - 60 < int(answer.headers["Age"]) <= written
        digest = hashlib.sha256(answer.body).hexdigest()[:32]  # type: ignore[attr-defined]
        # What no longer holds (one of the day, past midnight) has a notice in it.
        assert digest == facts["digest"] or time.time() > facts["valid_until"], facts["address"]
    assert len(pages) > 100
    assert {facts["address"] for facts in pages} >= set(FILTERED)
    return len(pages)
