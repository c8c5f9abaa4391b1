"""What every public page has in common."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from ..blocks import PROSE_FEATURES, BodyBlock
from ..choices import Illustration, Paint
from ..forms import BasePageForm
from ..guide.panels import GuidePanel
from ..permanent.recording import ensure_own_id, record
from ..permissions import StaffedPagePermissionTester
from ..services.addresses import validate_slug
from ..typography.models import TypesetMixin
from ..typography.setting import typeset_page
from .serving import ServedPage

#: Saving none of these changes no public address.
ADDRESSED_BY = {"live", "locale", "slug", "title", "translation_key", "url_path"}

#: The page type at the top of each language's tree; it belongs to another app (settings).
HOME = settings.HOME_PAGE_MODEL


class BasePage(TypesetMixin, ServedPage):
    """A public page: a title, one plain sentence, "in short", a body, a colour and a drawing."""

    lead = models.CharField(
        _("first sentence"),
        max_length=250,
        blank=True,
        help_text=_("One plain sentence under the title."),
    )
    in_short = RichTextField(
        _("in short"),
        blank=True,
        features=PROSE_FEATURES,
        help_text=_("Plain words, about three sentences: what a reader in a hurry must know."),
    )
    easy_read = RichTextField(
        _("easy to read"),
        blank=True,
        features=PROSE_FEATURES,
        help_text=_(
            "The page in the easiest words: one idea a sentence, no abbreviation (FALC in French)."
        ),
    )
    easy_read_checked_on = models.DateField(
        _("easy-read text checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which people who need easy texts read it and found it clear."),
    )
    body = StreamField(
        BodyBlock(),
        verbose_name=_("body"),
        blank=True,
        help_text=_("The page itself, block by block, in the order in which it is read."),
    )
    paint = models.CharField(
        _("paint"),
        max_length=8,
        choices=Paint,
        blank=True,
        help_text=_("The page's colour. Left empty, it is that of the page above."),
    )
    illustration = models.CharField(
        _("drawing"),
        max_length=32,
        choices=Illustration,
        blank=True,
        help_text=_(
            "Above the title and on the tiles that lead here. Left empty, it is that of the page above."
        ),
    )
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("photograph"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Takes the place of the drawing."),
    )
    medical = models.BooleanField(
        _("explains medicine"),
        default=False,
        help_text=_("The page then says that no clinician has reviewed it yet."),
    )
    explain_terms = models.BooleanField(
        _("explain words of the glossary"),
        default=True,
        help_text=_("The first use of a word on the page opens what it means."),
    )
    overruled_reason = models.TextField(
        _("reason for keeping claims outside facts"),
        blank=True,
        help_text=_("Why these words may stand without a fact. It is kept in the page’s history."),
    )
    overruled_phrases = models.JSONField(default=list, blank=True, editable=False)
    reviewed_on = models.DateField(
        _("last reviewed on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last read the whole page against its sources."),
    )
    review_by = models.DateField(
        _("next review due"),
        null=True,
        blank=True,
        help_text=_("The day by which somebody must read it again."),
    )

    base_form_class = BasePageForm
    private_page_options: ClassVar[list[str]] = []  # everything here is public
    #: Whether pages of this type, with all below, belong to staff of their own: rights that are given
    #: further up stop there.
    has_own_staff: ClassVar[bool] = False
    # Nothing is sent to a page: what readers send has views of its own.
    allowed_http_methods: ClassVar = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("in_short"),
        FieldPanel("easy_read"),
        FieldPanel("body"),
    ]
    look_panels: ClassVar = [
        FieldPanel("paint"),
        FieldPanel("illustration"),
        FieldPanel("picture"),
    ]
    care_panels: ClassVar = [
        FieldPanel("medical"),
        FieldPanel("explain_terms"),
        FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_by")]),
        FieldPanel("easy_read_checked_on"),
        FieldPanel("overruled_reason", permission="pages.overrule_claims"),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("in_short"),
        index.SearchField("easy_read"),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    @classmethod
    def get_edit_handler(cls) -> Any:
        """Tabs in the order in which an editor works: content, look, review, then addresses."""
        return TabbedInterface(
            [
                ObjectList(
                    [
                        GuidePanel("write-a-page", "add-a-fact", "never-publish"),
                        *cls.content_panels,
                    ],
                    heading=_("Content"),
                ),
                ObjectList([GuidePanel("images"), *cls.look_panels], heading=_("Look")),
                ObjectList(
                    [
                        GuidePanel("send-for-approval", "overdue-fact"),
                        MultiFieldPanel(cls.care_panels, heading=_("Review")),
                    ],
                    heading=_("Review"),
                ),
                ObjectList(
                    [GuidePanel("translate", "schedule"), *cls.promote_panels],
                    heading=_("Address and sharing"),
                ),
                ObjectList(cls.settings_panels, heading=_("Publishing")),
            ]
        ).bind_to_model(cls)

    # What lists show of the page; page types with a record answer from it.

    #: Name of the link to the record that pages of this type are about, if there is one.
    record_name: ClassVar[str] = ""
    #: Fields that lists show beside those of any page (services/cards.py).
    card_fields: ClassVar[tuple[str, ...]] = ()
    #: Relations that a list fetches together with pages of this type.
    card_relations: ClassVar[tuple[str, ...]] = ("locale",)
    #: Lists of the record that a list of pages shows ("speciality__centres").
    card_prefetch: ClassVar[tuple[str, ...]] = ()

    @property
    def own_paint(self) -> str:
        """The page's paint without asking the pages above it."""
        return self.paint

    @property
    def own_illustration(self) -> str:
        return self.illustration

    def card_meta(self) -> str:
        """Return the short text that a list shows beside the title."""
        return ""

    def card_fact(self) -> Any:
        """Return the fact on which the listed thing rests, for its chip; None by default."""
        return None

    # What is shown of the page elsewhere: share cards, and cards to embed (pages/sharing/).

    #: The kind of card that other sites may embed of pages of this type; empty where there is none.
    embed_kind: ClassVar[str] = ""
    #: What the pages of that kind are called where their cards are listed.
    embed_heading: ClassVar[Any] = ""

    @property
    def share_title(self) -> str:
        return self.title

    @property
    def share_owner(self) -> str:
        """Whose page this is, with all below it, as a share card names it; empty by default."""
        return ""

    def embed_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what ``embeds/<embed_kind>.html`` shows beside the page itself."""
        return {}

    # What the page says of itself to machines (services/structured_data.py).

    def thing(self) -> dict[str, Any]:
        """Return what the page is about, named in schema.org's terms; nothing by default."""
        return {}

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any]:
        """Return what the page, as a schema.org WebPage, says of the things it is about.

        Args:
            context: what the page's template gets: only what it shows may be said.
        """
        return {"mainEntity": self.thing()}

    # Facts that the page shows because of its record, beside those in its prose.

    def record_facts(self) -> list[int]:
        """Return the ids of the facts that the page's record brings with it; none by default."""
        return []

    def load_record(self) -> None:
        """Fetch the record that the page is about with what lists and the page show of it, at once.

        A page that was found by its address came with its record already.
        """
        name = self.record_name
        record_id = getattr(self, f"{name}_id", None) if name else None
        if record_id and not self._meta.get_field(name).is_cached(self):
            related = [
                item.removeprefix(f"{name}__") for item in self.card_relations if "__" in item
            ]
            model = self._meta.get_field(name).related_model
            setattr(self, name, model._default_manager.select_related(*related).get(pk=record_id))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..services.context import page_context

        self.load_record()
        return {**super().get_context(request, *args, **kwargs), **page_context(self, request)}

    def permissions_for_user(self, user: Any) -> StaffedPagePermissionTester:
        """Return what somebody may do on this page."""
        return StaffedPagePermissionTester(user, self)

    def get_view_restrictions(self) -> Any:
        """Every page here is public: there is nothing to look up (see private_page_options)."""
        return PageViewRestriction.objects.none()

    def typeset(self) -> int:
        return typeset_page(self)

    def clean(self) -> None:
        super().clean()
        if self.depth:
            validate_slug(self.slug, self.depth - 1, self.locale.language_code)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and keep the register of public addresses in step."""
        if self._state.adding:
            ensure_own_id(self)
        super().save(*args, **kwargs)
        names = kwargs.get("update_fields")
        if names is None or ADDRESSED_BY & set(names):
            record(self)
