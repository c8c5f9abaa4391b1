"""What was ever public: pages, which outlive themselves here, and the addresses they had."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicPage(models.Model):
    """A page that is or was public, in one language. It stays when the page itself is deleted.

    Attributes:
        key: the id in its permanent address; its translations have the same.
        translation_key: of the Wagtail page. A page made anew as its translation takes up its addresses.
        title: the last that readers saw.
        gone_on: when it was taken offline or deleted; None while it is public.
        replaced_by: where readers of a page that is gone are taken, in the same language.
    """

    key = models.CharField(max_length=16)
    translation_key = models.UUIDField()
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=255)
    gone_on = models.DateTimeField(_("gone on"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
        help_text=_("Readers who come by an old link are taken to this page."),
    )

    class Meta:
        verbose_name = _("page that was public")
        verbose_name_plural = _("pages that were public")
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(fields=["key", "language"], name="one_public_page_a_key"),
            models.UniqueConstraint(
                fields=["translation_key", "language"], name="one_public_page_a_translation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class PublicAddress(models.Model):
    """An address at which a page is or was public.

    Attributes:
        path: as in the request, with the language's prefix and a slash at the end ("/en/news/").
        since: from when; of those from before this register, when it was first seen.
        until: until when; None while the page is there.
    """

    path = models.TextField(_("address"), db_index=True)
    page = models.ForeignKey(PublicPage, on_delete=models.CASCADE, related_name="addresses")
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("public address")
        verbose_name_plural = _("public addresses")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["path", "page"], name="one_row_a_page_and_path")
        ]

    def __str__(self) -> str:
        return self.path
