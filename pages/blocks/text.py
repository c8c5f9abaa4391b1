"""What stands inside a section: prose, steps, questions, pictures and what is missing."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

from ..services.live_links import check_links

#: No heading: sections give h2 and h3. No image, no embed: blocks give them.
PROSE_FEATURES = ["bold", "italic", "link", "ol", "ul", "fact"]


class HeadingBlock(blocks.CharBlock):
    """A heading; its level is given by where it stands, never chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("A few words that a reader would look for."))
        super().__init__(**kwargs)

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A heading; its level follows from where it stands.")
        template = "components/blocks/heading.html"
        preview_value = "Comment se passe une séance"


class ProseBlock(blocks.RichTextBlock):
    """Paragraphs and lists with links and inline facts."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", PROSE_FEATURES)
        super().__init__(**kwargs)

    def clean(self, value: RichText) -> RichText:
        """Refuse a link to a page that isn't published."""
        cleaned = super().clean(value)
        check_links(cleaned.source)
        return cleaned

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists. Figures and dates go in as facts.")
        template = "components/blocks/text.html"
        preview_value = "<p>Vous pouvez venir avec un proche.</p>"


class SubsectionBlock(blocks.StructBlock):
    """A smaller heading with its text."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    text = ProseBlock(label=_("Text"), help_text=_("One idea a paragraph, short sentences."))

    class Meta:
        icon = "h3"
        label = _("Subsection")
        description = _("A smaller heading inside the section, with its text.")
        template = "components/blocks/subsection.html"
        preview_value = {"heading": "Avant la séance", "text": "<p>Gardez votre convocation.</p>"}


class StepBlock(blocks.StructBlock):
    """One step of a course of events."""

    heading = HeadingBlock(
        label=_("Step"),
        max_length=120,
        default="",
        help_text=_("What happens, in three or four words."),
    )
    text = ProseBlock(
        label=_("What happens"), required=False, help_text=_("Who does what, how long it takes.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")
        description = _("One step, in the order in which things happen.")
        template = "components/blocks/step.html"
        preview_value = {
            "heading": "Vous appelez",
            "text": "<p>Le secrétariat fixe un rendez-vous.</p>",
        }


class StepsBlock(blocks.ListBlock):
    """Steps in their order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(StepBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What happens, step by step.")
        template = "components/blocks/steps.html"
        preview_value = [
            {"heading": "Vous appelez", "text": "<p>Le secrétariat fixe un rendez-vous.</p>"}
        ]


class QuestionBlock(blocks.StructBlock):
    """A question that opens on its answer."""

    question = blocks.CharBlock(
        label=_("Question"), max_length=160, default="", help_text=_("As a patient would ask it.")
    )
    answer = ProseBlock(label=_("Answer"), help_text=_("The answer first, the reasons after it."))

    class Meta:
        icon = "help"
        label = _("Question")
        description = _("A question that opens on its answer.")
        template = "components/blocks/question.html"
        preview_value = {"question": "Puis-je venir accompagné ?", "answer": "<p>Oui.</p>"}


class QuestionsBlock(blocks.ListBlock):
    """Questions and answers, folded."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(QuestionBlock(), **kwargs)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("Questions that readers ask; each opens on its answer.")
        template = "components/blocks/questions.html"
        preview_value = [{"question": "Puis-je venir accompagné ?", "answer": "<p>Oui.</p>"}]


class MissingBlock(ProseBlock):
    """Says what the site doesn't know, and whom to ask."""

    class Meta:
        icon = "warning"
        label = _("What is missing here")
        description = _("Says plainly what we don't know yet, and whom to call.")
        template = "components/blocks/missing.html"
        preview_value = "<p>Les horaires ne sont pas confirmés. Appelez le centre.</p>"


class ImageBlock(blocks.StructBlock):
    """A photograph with its credit; its text alternative is kept with the image, in both languages."""

    image = ImageChooserBlock(
        label=_("Photograph"),
        help_text=_("Its alternative text and credit are kept with the image."),
    )
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=200,
        default="",
        help_text=_("What the text doesn’t say. May stay empty."),
    )

    class Meta:
        icon = "image"
        label = _("Photograph")
        description = _("A photograph with its caption and credit.")
        template = "components/blocks/image.html"

    def get_preview_value(self) -> Any:
        """Return the photograph that was added last."""
        photograph = get_image_model().objects.order_by("-created_at").first()
        return self.normalize({"image": photograph, "caption": "La salle d’accueil"})
