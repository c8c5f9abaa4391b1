"""What is known of each address outside this site."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from .fetching import Answer

#: The longest address that is kept; browsers and servers take little more.
MAX_LENGTH = 2000
#: After as many failures in a row, each on another day, a link is broken: a site that is down for an
#: hour is none.
BROKEN_AFTER = 2


class Status(models.TextChoices):
    """What an address answered, in words."""

    NEW = "new", gettext_lazy("not checked yet")
    WORKS = "works", gettext_lazy("works")
    MOVED = "moved", gettext_lazy("works, has moved")
    # Many sites turn programs away and let readers in: nobody can tell without looking.
    REFUSED = "refused", gettext_lazy("turns programs away: look yourself")
    GONE = "gone", gettext_lazy("is gone")
    ERROR = "error", gettext_lazy("answers with an error")
    TIMEOUT = "timeout", gettext_lazy("is too slow")
    UNREACHABLE = "unreachable", gettext_lazy("can’t be reached")
    INSECURE = "insecure", gettext_lazy("gives no secure connection")
    NOT_PUBLIC = "not_public", gettext_lazy("isn’t an address for the public")


WORKING = {Status.WORKS, Status.MOVED}
FAILING = {
    Status.GONE,
    Status.ERROR,
    Status.TIMEOUT,
    Status.UNREACHABLE,
    Status.INSECURE,
    Status.NOT_PUBLIC,
}


class ExternalLinkQuerySet(models.QuerySet["ExternalLink"]):
    """Links, asked for by their state."""

    def broken(self) -> "ExternalLinkQuerySet":
        """Return the links that have failed too often in a row."""
        return self.filter(failures__gte=BROKEN_AFTER)


class ExternalLink(models.Model):
    """An address outside this site, without its fragment, and what it answered when last asked."""

    url = models.URLField(gettext_lazy("address"), max_length=MAX_LENGTH, unique=True)
    first_seen = models.DateTimeField(gettext_lazy("first seen"), default=timezone.now)
    last_checked = models.DateTimeField(gettext_lazy("last checked"), null=True, blank=True)
    status = models.CharField(
        gettext_lazy("state"), max_length=12, choices=Status, default=Status.NEW
    )
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    last_seen_working = models.DateTimeField(
        gettext_lazy("last seen working"), null=True, blank=True
    )
    failures = models.PositiveIntegerField(gettext_lazy("failures in a row"), default=0)
    moved_to = models.URLField(gettext_lazy("moved to"), max_length=MAX_LENGTH, blank=True)

    objects = ExternalLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nobody edits this by hand
        ordering = ["url"]
        verbose_name = gettext_lazy("external link")
        verbose_name_plural = gettext_lazy("external links")

    def __str__(self) -> str:
        return self.url

    @property
    def is_broken(self) -> bool:
        return self.failures >= BROKEN_AFTER

    @property
    def state_label(self) -> str:
        """The state in the user's words, with the number that the site answered where it helps."""
        label = str(Status(self.status).label)
        if self.http_status and self.status not in WORKING:
            label = _("%(state)s (code %(code)s)") % {"state": label, "code": self.http_status}
        if self.is_broken:
            label = _("broken: %(state)s") % {"state": label}
        return str(capfirst(label))

    def note(self, answer: "Answer", now: datetime) -> None:
        """Save what the address answered.

        Failures of one day count once; an answer that proves nothing leaves their number as it is.
        """
        if answer.status in WORKING:
            self.failures = 0
            self.last_seen_working = now
        elif answer.status in FAILING:
            today, checked = timezone.localdate(now), self.last_checked
            if not (self.failures and checked and timezone.localdate(checked) == today):
                self.failures += 1
        self.status = answer.status
        self.http_status = answer.code
        self.moved_to = answer.moved_to if len(answer.moved_to) <= MAX_LENGTH else ""
        self.last_checked = now
        self.save()
