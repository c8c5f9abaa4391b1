"""In which generation the content is: the same answer for every process on every machine."""

import secrets

from django.db import models


def new_token() -> str:
    """Return what tells a generation from that of the same number in another database."""
    return secrets.token_hex(4)


class Change(models.Model):
    """Something changed that readers see, and no new generation has begun for it yet.

    It is written in the same transaction as the change, so that neither comes without the other.
    """

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"change {self.pk}"


class Generation(models.Model):
    """The generation of all content, in one row.

    A row that every change counted up itself would be locked until the end of the change's transaction:
    changes only insert (see Change), and who comes after them counts up.
    """

    number = models.PositiveBigIntegerField(default=0)
    token = models.CharField(max_length=8, default=new_token)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the folder of this generation is called."""
        return f"{self.number}-{self.token}"
