"""Things that tests make for themselves, with only what the site requires of each."""

from datetime import date
from io import BytesIO
from typing import Any

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image

from centres.models import (
    Award,
    AwardIndexPage,
    AwardPage,
    Centre,
    CentreIndexPage,
    CentrePage,
    HomePage,
    Partner,
    PartnerIndexPage,
    PartnerPage,
    Person,
    Project,
    ProjectIndexPage,
    ProjectPage,
    Speciality,
    SpecialityIndexPage,
    SpecialityPage,
    Telephone,
)
from centres.models import Site as CentreSite
from pages.facts.models import Fact, FactSource, Source
from pages.facts.states import Mark
from pages.models import ArticleIndexPage, ArticlePage, BasePage, CustomImage, StandardPage

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F


def jpeg(size: tuple[int, int] = (24, 16), orientation: int = 1, colour: str = "red") -> bytes:
    """Return a small JPEG that says where it was taken (49.2° N), with what, and which way is up."""
    picture = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[MAKER] = "Secretcam"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (49.0, 12.0, 0.0), 3: "W", 4: (0.0, 21.0, 0.0)})
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    """Return bytes as a browser sends a file."""
    return SimpleUploadedFile(name, data, content_type=kind)


class SuperuserFactory(DjangoModelFactory):
    username = factory.Sequence(lambda n: f"superuser-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    is_staff = True
    is_superuser = True

    class Meta:
        model = get_user_model()


# Facts


class SourceFactory(DjangoModelFactory):
    key = factory.Sequence(lambda n: f"test-source-{n}")
    title = factory.Sequence(lambda n: f"Rapport annuel numéro {n}")
    publisher = "Une revue de test"
    address = factory.LazyAttribute(lambda source: f"https://www.baclesse.fr/{source.key}")
    published_on = "2025-03"
    read_on = date(2026, 11, 1)

    class Meta:
        model = Source


class FactFactory(DjangoModelFactory):
    """A confirmed figure; ``sources=n`` gives it that many sources (one by default)."""

    key = factory.Sequence(lambda n: f"TEST-{n}")
    kind = "figure"
    value_type = "number"
    value = "1500"
    wording_fr = "Le centre de test reçoit {value} personnes."
    wording_en = "The test centre sees {value} people."
    mark = Mark.VERIFIED

    class Meta:
        model = Fact
        skip_postgeneration_save = True

    @factory.post_generation
    def sources(self: Any, create: bool, extracted: int | None, **kwargs: Any) -> None:
        for number in range(1 if extracted is None else extracted):
            FactSource.objects.create(fact=self, source=SourceFactory(), sort_order=number)


class TelephoneFactFactory(FactFactory):
    kind = "contact"
    value_type = "telephone"
    value = "+33231000000"
    wording_fr = "On appelle le {value}."
    wording_en = "Call {value}."


# Records


class RecordFactory(DjangoModelFactory):
    key = factory.Sequence(lambda n: f"test-record-{n}")
    name_fr = factory.LazyAttribute(lambda record: f"Nom de {record.key}")
    name_en = factory.LazyAttribute(lambda record: f"Name of {record.key}")

    class Meta:
        abstract = True


class CentreFactory(RecordFactory):
    town = "Lisieux"
    paint = "sky"
    illustration = "apple"

    class Meta:
        model = Centre


class SpecialityFactory(RecordFactory):
    paint = "sun"
    illustration = "helix"

    class Meta:
        model = Speciality


class PartnerFactory(RecordFactory):
    kind = Partner.Kind.LABORATORY
    fact = factory.SubFactory(FactFactory)

    class Meta:
        model = Partner


class AwardFactory(RecordFactory):
    kind = Award.Kind.PRIZE
    year = 2020
    centre = factory.SubFactory(CentreFactory)
    fact = factory.SubFactory(FactFactory)

    class Meta:
        model = Award


class ProjectFactory(RecordFactory):
    kind = Project.Kind.RESEARCH

    class Meta:
        model = Project


class PersonFactory(DjangoModelFactory):
    key = factory.Sequence(lambda n: f"test-person-{n}")
    name = "Camille Exemple"

    class Meta:
        model = Person


class TelephoneFactory(DjangoModelFactory):
    centre = factory.SubFactory(CentreFactory)
    purpose_fr = "Prendre rendez-vous au test"
    purpose_en = "Book a test appointment"
    fact = factory.SubFactory(TelephoneFactFactory)

    class Meta:
        model = Telephone


class CentreSiteFactory(DjangoModelFactory):
    centre = factory.SubFactory(CentreFactory)
    name_fr = "Site de test"
    name_en = "Test site"
    street = "99 rue du Test"
    postal_code = "14100"
    town = "Lisieux"
    address_fact = factory.SubFactory(FactFactory, value_type="none", value="")

    class Meta:
        model = CentreSite


class ImageFactory(DjangoModelFactory):
    title = "Une photographie de test"
    file = factory.LazyFunction(lambda: upload(jpeg()))
    alt_fr = "Un mur rouge"
    alt_en = "A red wall"
    credit = "Camille Exemple"

    class Meta:
        model = CustomImage


# Pages: always under a parent, in the parent's language.


class BasePageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Page de test {n}")
    lead = "Une phrase de test."
    search_description = "Une description de test."

    class Meta:
        abstract = True


def _page_factory(page_model: type[BasePage], **declared: Any) -> type[BasePageFactory]:
    meta = type("Meta", (), {"model": page_model})
    return type(f"{page_model.__name__}Factory", (BasePageFactory,), {"Meta": meta, **declared})


HomePageFactory = _page_factory(HomePage, hero="Un titre de test")
StandardPageFactory = _page_factory(StandardPage)
ArticleIndexPageFactory = _page_factory(ArticleIndexPage)
ArticlePageFactory = _page_factory(ArticlePage, date=date(2024, 5, 1))
CentreIndexPageFactory = _page_factory(CentreIndexPage)
CentrePageFactory = _page_factory(CentrePage, centre=factory.SubFactory(CentreFactory))
SpecialityIndexPageFactory = _page_factory(SpecialityIndexPage)
SpecialityPageFactory = _page_factory(
    SpecialityPage, speciality=factory.SubFactory(SpecialityFactory)
)
PartnerIndexPageFactory = _page_factory(PartnerIndexPage)
PartnerPageFactory = _page_factory(PartnerPage, partner=factory.SubFactory(PartnerFactory))
AwardIndexPageFactory = _page_factory(AwardIndexPage)
AwardPageFactory = _page_factory(AwardPage, award=factory.SubFactory(AwardFactory))
ProjectIndexPageFactory = _page_factory(ProjectIndexPage)
ProjectPageFactory = _page_factory(ProjectPage, project=factory.SubFactory(ProjectFactory))
