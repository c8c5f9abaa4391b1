"""What an editor's browser does, in a process of its own that a test may kill at any moment."""

from django.conf import settings
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from pages.blocks import PROSE_FEATURES
from pages.models import StandardPage
from tests.factories import SuperuserFactory, jpeg, upload
from tests.sign_in import with_both_factors

TURNS = 4
WORDS = ["un", "deux", "trois", "quatre", "cinq", "six", "sept"]


def begun() -> None:
    (settings.VAR_DIR / "begun").touch()


def editor() -> Client:
    client = Client(headers={"accept-language": "fr"})
    with_both_factors(client, SuperuserFactory._meta.model.objects.get(username="somebody"))
    return client


def form_of(page: StandardPage, word: str) -> dict[str, str]:
    """What the page's form sends where the same word stands in every place."""
    prose = rich_text(f"<p>{word}</p>", features=PROSE_FEATURES)
    section = {"heading": word, "content": streamfield([("text", prose)])}
    section["aside"] = rich_text("", features=PROSE_FEATURES)
    return nested_form_data(
        {
            "title": word,
            "slug": page.slug,
            "lead": word,
            "in_short": prose,
            "body": streamfield([("section", section)]),
            "search_description": word,
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )


def publish(page_id: int) -> None:
    """Publish a page again and again, each time with another word everywhere."""
    client, page = editor(), StandardPage.objects.get(pk=page_id)
    client.get(f"/admin/pages/{page_id}/edit/")  # what is imported once is
    start = WORDS.index(page.title) + 1 if page.title in WORDS else 0
    begun()
    for turn in range(TURNS):
        word = WORDS[(start + turn) % len(WORDS)]
        answer = client.post(f"/admin/pages/{page_id}/edit/", form_of(page, word))
        assert answer.status_code == 302, answer.context["form"].errors
        assert Page.objects.get(pk=page_id).title == word


def upload_several() -> None:
    """Upload photographs and documents, each of another content and the same name."""
    client = editor()
    client.get("/admin/images/add/")
    begun()
    for turn in range(2):
        picture = upload(jpeg(size=(900, 700), colour=["red", "green", "blue"][turn]))
        words = {"title": "Un mur", "alt_fr": "Un mur", "alt_en": "A wall", "credit": "C."}
        form = words | {"file": picture, "collection": "1"}
        assert client.post("/admin/images/add/", form).status_code == 302
        document = upload(b"%PDF-1.7 " + bytes(300_000) + b"%%EOF\n", "plan.pdf", "application/pdf")
        form = {"title": "Plan", "file": document, "collection": "1"}
        assert client.post("/admin/documents/add/", form).status_code == 302
