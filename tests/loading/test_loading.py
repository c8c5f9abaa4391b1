"""Loading the content: all of it, again and again, never over an editor's work."""

from pathlib import Path

import pytest
from wagtail.models import Page, Site

from centres.models import Centre, CentrePage, HomePage, SpecialityPage
from pages.facts.models import Fact, Source
from pages.models import Menu, SiteSettings, Translation

from .conftest import Loader

pytestmark = pytest.mark.django_db


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def home(language: str) -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def test_everything_is_written(load: Loader) -> None:
    said = load()
    assert "created" in said
    assert [page.title for page in Page.objects.filter(depth__gt=1).order_by("path")] == [
        "Accueil",
        "Les centres",
        "Centre Un",
        "Les protons",
        "Home",
        "The centres",
        "Centre One",
        "Protons",
    ]
    assert Site.objects.get(is_default_site=True).root_page.specific == home("fr")
    assert Fact.objects.get(key="F4").sources_list[0].value == "27500"
    assert Centre.objects.get().telephones.get().number == "+33231455020"
    assert Menu.objects.get(place="header").items.count() == 1
    assert SiteSettings.objects.get().name == "Un site"


def test_pages_are_live_linked_to_their_twin_and_their_record(load: Loader) -> None:
    load()
    for page in Page.objects.filter(depth__gt=1):
        assert page.live
        assert page.get_translations().count() == 1
    french, english = (CentrePage.objects.get(locale__language_code=code) for code in ("fr", "en"))
    assert french.centre == english.centre == Centre.objects.get()


@pytest.mark.drill
def test_links_and_facts_stay_in_the_page_s_language(load: Loader) -> None:
    load()
    for language in ("fr", "en"):
        target = SpecialityPage.objects.get(locale__language_code=language)
        assert f'<a linktype="page" id="{target.pk}">' in home(language).in_short
    fact = Fact.objects.get(key="F4")
    assert f'<embed embedtype="fact" id="{fact.pk}"/>' in home("fr").in_short


@pytest.mark.drill
def test_french_typography_is_set(load: Loader) -> None:
    load()
    assert "Quoi de neuf\N{NARROW NO-BREAK SPACE}?" in home("fr").in_short
    assert "What is new?" in home("en").in_short


def test_both_languages_are_in_step_after_each_loading(load: Loader, folder: Path) -> None:
    load()
    change(folder, "pages/one.yaml", "Un centre.", "Un grand centre.")
    load()
    assert Translation.objects.count() == Page.objects.filter(depth__gt=1).count()
    assert not Translation.objects.exclude(behind_since=None).exists()


def test_a_translation_that_an_editor_changed_falls_behind_what_is_loaded(
    load: Loader, folder: Path
) -> None:
    load()
    english = CentrePage.objects.get(locale__language_code="en")
    english.lead = "A centre, in an editor's words."
    english.save_revision()
    change(folder, "pages/one.yaml", "Un centre.", "Un grand centre.")
    load()
    assert Translation.objects.get(page=english).behind_since
    assert Translation.objects.exclude(behind_since=None).count() == 1


def test_blocks_have_the_same_ids_in_both_trees(load: Loader) -> None:
    load()

    def ids(language: str) -> list[str]:
        (section,) = home(language).body
        content = section.value["content"]
        facts = next(block for block in content if block.block_type == "facts")
        items = [item.id for item in facts.value.bound_blocks]
        return [section.id, *(block.id for block in content), *items]

    assert ids("fr") == ids("en")
    assert len(set(ids("fr"))) == 5


def test_real_pages_have_the_same_block_ids_in_both_trees(db: None) -> None:
    compared = 0
    for page in Page.objects.filter(locale__language_code="fr", depth__gt=1).specific():
        twin = page.get_translations().get().specific
        assert [block.id for block in page.body] == [block.id for block in twin.body], page.url
        compared += len(page.body)
    assert compared > 100


@pytest.mark.both
def test_loading_twice_changes_nothing(load: Loader) -> None:
    load()
    revisions = dict(Page.objects.values_list("pk", "latest_revision_id"))
    facts = dict(Fact.objects.values_list("pk", "latest_revision_id"))
    said = load()
    assert said.split()[1:] == ["unchanged"]
    assert dict(Page.objects.values_list("pk", "latest_revision_id")) == revisions
    assert dict(Fact.objects.values_list("pk", "latest_revision_id")) == facts


@pytest.mark.both
def test_a_changed_file_updates_what_it_describes_and_nothing_else(
    load: Loader, folder: Path
) -> None:
    load()
    change(folder, "pages/home.yaml", "Premier titre", "Autre titre")
    change(folder, "facts/all.yaml", '"27000"', '"28000"')
    change(folder, "sources.yaml", "Une étude", "Une autre étude")
    change(folder, "records/all.yaml", "1 rue Haute", "2 rue Haute")
    said = load()
    assert "4 updated" in said
    assert home("fr").body[0].value["heading"] == "Autre titre"
    assert Fact.objects.get(key="F4").value == "28000"
    assert Source.objects.get().title == "Une autre étude"
    assert Centre.objects.get().sites.get().street == "2 rue Haute"
    assert "kept" not in said


def test_a_new_page_is_added(load: Loader, folder: Path) -> None:
    load()
    text = (folder / "pages/centres.yaml").read_text(encoding="utf-8")
    text = text.replace("CentreIndexPage", "StandardPage").replace(
        "fr: centres, en: centres", "fr: neuf, en: new"
    )
    (folder / "pages/new.yaml").write_text(text, encoding="utf-8")
    assert "2 created" in load()
    assert Page.objects.filter(url_path__endswith="/neuf/", live=True).count() == 1


def test_an_edited_page_is_kept(load: Loader, folder: Path) -> None:
    load()
    page = home("fr")
    page.title = "Un titre d’éditeur"
    page.save_revision().publish()
    change(folder, "pages/home.yaml", "title: {fr: Accueil", "title: {fr: Nouvel accueil")
    assert "1 kept as an editor changed them" in load()
    assert home("fr").title == "Un titre d’éditeur"


@pytest.mark.drill
def test_a_draft_is_kept_too(load: Loader, folder: Path) -> None:
    load()
    page = home("fr")
    page.title = "Un brouillon"
    draft = page.save_revision()
    change(folder, "pages/home.yaml", "title: {fr: Accueil", "title: {fr: Nouvel accueil")
    load()
    page.refresh_from_db()
    assert page.latest_revision == draft
    assert page.title == "Accueil"


@pytest.mark.drill
def test_an_edited_fact_is_kept(load: Loader, folder: Path) -> None:
    load()
    fact = Fact.objects.get(key="F4")
    fact.value = "30000"
    fact.save_revision().publish()
    change(folder, "facts/all.yaml", '"27000"', '"28000"')
    assert "1 kept" in load()
    assert Fact.objects.get(key="F4").value == "30000"


@pytest.mark.drill
def test_an_edited_record_is_kept(load: Loader, folder: Path) -> None:
    load()
    centre = Centre.objects.get()
    site = centre.sites.get()
    site.street = "3 rue de l’Éditeur"
    centre.sites = [site]
    centre.save()
    change(folder, "records/all.yaml", "1 rue Haute", "2 rue Haute")
    assert "1 kept" in load()
    assert Centre.objects.get().sites.get().street == "3 rue de l’Éditeur"


def test_a_removed_page_stays_removed(load: Loader) -> None:
    load()
    SpecialityPage.objects.get(locale__language_code="en").delete()
    said = load()
    assert "1 left out as an editor removed them" in said
    assert not SpecialityPage.objects.filter(locale__language_code="en").exists()
    assert SpecialityPage.objects.filter(locale__language_code="fr").exists()
