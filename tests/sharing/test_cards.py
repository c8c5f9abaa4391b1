"""Share cards: a picture for each page and language, made when it is published and never for a reader."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from PIL import Image, ImageColor
from wagtail.models import Page

from centres.models import CentrePage, SpecialityPage
from normandy_centres.settings.security import _add_static_headers
from pages.choices import Illustration, Paint
from pages.models import SiteSettings
from pages.sharing.cards import GENERAL, HEIGHT, WIDTH, ShareCard
from pages.sharing.colours import tokens
from pages.sharing.drawing import MEASURE, TITLE_FACE, draw, face, fit_title
from pages.sharing.making import kept_names, make_for, wanted

from ..crawl import Crawl
from ..factories import ArticlePageFactory, ImageFactory, StandardPageFactory, upload
from ..page_types import LANGUAGES, one_of

CARD = ShareCard(7, "Protonthérapie", "Centre François Baclesse", "Deux centres", "sun", "apple")
#: What other sites take without asking twice.
MOST_BYTES = 100_000


def meta(client: Client, path: str) -> dict[str, str]:
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    tags = soup.find_all("meta", property=True)
    return {str(tag["property"]): str(tag["content"]) for tag in tags}


def is_general(address: str) -> bool:
    return address == f"http://localhost{settings.STATIC_URL}{GENERAL}"


@pytest.mark.parametrize("illustration", [Illustration.CAEN_PANORAMA, Illustration.NORMANDY_MAP])
@pytest.mark.parametrize(
    "title", ["C3", "Un titre qui n’en finit pas " * 9, "Anticonstitution" * 9]
)
def test_a_card_has_the_size_that_other_sites_expect(illustration: str, title: str) -> None:
    data = draw(replace(CARD, title=title.strip(), illustration=illustration))
    with Image.open(BytesIO(data)) as picture:
        assert picture.size == (WIDTH, HEIGHT) == (1200, 630)
        assert picture.format == "PNG"
    assert len(data) < MOST_BYTES


@pytest.mark.parametrize(
    "title",
    ["C3", "Vous venez d’apprendre que vous avez un cancer\u00a0?", "Mot" * 60, "a b " * 60],
)
def test_a_title_stays_in_its_place(title: str) -> None:
    font, lines = fit_title(title.strip(), room=360)
    assert lines
    assert max(font.getlength(line) for line in lines) <= MEASURE
    assert len(lines) * font.size <= 360


def test_letters_are_drawn_with_the_site_s_own_bold() -> None:
    family, style = face(TITLE_FACE, 60).getname()
    assert "Bricolage" in f"{family}{style}"


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Proton therapy"},
        {"owner": "Centre Henri Becquerel"},
        {"site_name": "Un autre nom"},
        {"paint": Paint.SKY.value},
        {"illustration": Illustration.HELIX.value},
    ],
)
def test_whatever_it_shows_changes_the_picture_and_its_address(change: dict[str, Any]) -> None:
    other = replace(CARD, **change)
    assert other.name != CARD.name
    assert draw(other) != draw(CARD)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_its_picture_once_it_is_made(client: Client, language: str) -> None:
    page = one_of(SpecialityPage, language)
    assert is_general(meta(client, page.url)["og:image"])
    make_for(page.pk)
    found = meta(client, page.url)
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert page.title in found["og:image:alt"]
    assert page.get_parent().title in found["og:image:alt"]
    answer = client.get(urlsplit(found["og:image"]).path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" in answer.headers["Cache-Control"]
    with Image.open(BytesIO(b"".join(answer.streaming_content))) as picture:  # type: ignore[attr-defined]
        assert picture.size == (WIDTH, HEIGHT)


def test_the_general_card_is_there_for_every_site() -> None:
    with Image.open(Path(settings.STATICFILES_DIRS[0]) / GENERAL) as picture:
        assert picture.size == (WIDTH, HEIGHT)
    headers: dict[str, str] = {}
    _add_static_headers(headers, "", f"{settings.STATIC_URL}{GENERAL}")  # type: ignore[arg-type]
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    _add_static_headers(headers, "", f"{settings.STATIC_URL}css/base.css")  # type: ignore[arg-type]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_every_page_says_how_others_may_show_it(crawl: Crawl) -> None:
    pages = Page.objects.live().filter(depth__gt=1)
    heads = {page.url: crawl.page(page.url).soup for page in pages}
    lacking = [
        path
        for path, soup in heads.items()
        if not soup.find("meta", property="og:image", content=is_general)
        or not soup.find("meta", property="og:image:alt", content=True)
        or not soup.find("meta", attrs={"name": "twitter:card"})
        or not soup.find("link", type="application/json+oembed")
    ]
    assert len(heads) > 100
    assert not lacking


@pytest.mark.django_db
def test_publishing_makes_the_card_and_removes_the_one_before(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = one_of(CentrePage, "en")
    addresses = []
    for title in ("First title", "Second title"):
        page.title = title
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        addresses.append(meta(client, page.url)["og:image"])
        assert not is_general(addresses[-1])
    assert addresses[0] != addresses[1]
    assert len(kept_names()) == 1
    assert client.get(urlsplit(addresses[0]).path).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert kept_names() == []


@pytest.mark.drill
@pytest.mark.django_db
def test_a_photograph_takes_the_place_of_the_drawing(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    """Cut around what matters in it, beside a title that stands on the page's paint."""
    photograph = ImageFactory(file=upload(two_halves()))
    page = StandardPageFactory(parent=one_of(CentrePage, "fr"), picture=photograph)

    def publish() -> Image.Image:
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        found = meta(client, page.url)
        answer = client.get(urlsplit(found["og:image"]).path)
        assert answer.headers["Content-Type"] == found["og:image:type"] == "image/jpeg"
        data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert len(data) < MOST_BYTES
        return Image.open(BytesIO(data))

    def middle_of_photo(picture: Image.Image) -> tuple[int, ...]:
        return picture.getpixel((920, 300))  # type: ignore[return-value]

    for x, red in ((40, True), (360, False)):
        photograph.focal_point_x, photograph.focal_point_y = x, 50
        photograph.focal_point_width = photograph.focal_point_height = 20
        photograph.save()
        page.picture = photograph
        picture = publish()
        colour = middle_of_photo(picture)
        assert (colour[0] > 200, colour[2] > 200) == (red, not red)
        # Around the title there is nothing but ink on paint.
        paint = ImageColor.getrgb(tokens()[page.own_paint or page.get_parent().specific.own_paint])
        corner = picture.getpixel((20, 20))
        assert all(abs(one - other) < 12 for one, other in zip(corner, paint, strict=True))  # type: ignore[arg-type]
    assert len(kept_names()) == 1


def two_halves() -> bytes:
    """Return a wide photograph, red on the left and blue on the right."""
    picture = Image.new("RGB", (400, 100), "red")
    picture.paste("blue", (200, 0, 400, 100))
    out = BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


@pytest.mark.drill
@pytest.mark.django_db
def test_what_a_page_takes_from_above_follows_with_the_command(client: Client) -> None:
    section = StandardPageFactory(parent=one_of(CentrePage, "fr").get_parent().get_parent())
    page = StandardPageFactory(parent=section)
    make_for(page.pk)
    before = kept_names()
    section.paint = Paint.PINK
    section.save()
    names = {card.page_id: card.name for card in wanted()}
    assert names[page.pk] not in before
    make_for(page.pk)
    assert kept_names() == [names[page.pk]]
    assert meta(client, page.url)["og:image"].endswith(names[page.pk])


@pytest.mark.drill
@pytest.mark.django_db
def test_the_command_draws_a_few_and_clears_away_what_nothing_shows() -> None:
    article = ArticlePageFactory(parent=one_of(CentrePage, "fr"))
    make_for(article.pk)
    gone = kept_names()
    assert len(gone) == 1
    article.delete()
    call_command("make_cards", verbosity=0)
    kept = kept_names()
    assert not set(gone) & set(kept)
    assert len(kept) == 5
    call_command("make_cards", verbosity=0)
    assert len(kept_names()) == 10


@pytest.mark.django_db
def test_reading_draws_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(card: ShareCard) -> bytes:
        raise AssertionError("drawn for a reader")

    monkeypatch.setattr("pages.sharing.making.draw", fail)
    SiteSettings.objects.update(name="Un nouveau nom")
    for path in ("/", "/en/", one_of(CentrePage, "fr").url):
        assert is_general(meta(client, path)["og:image"])
