"""When something that is due once a day was last done."""

from datetime import date

from django.db import models, transaction


class Run(models.Model):
    """The last day on which a named task ran."""

    name = models.CharField(max_length=60, unique=True)
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.name} {self.day}"

    @classmethod
    def first_on(cls, name: str, day: date) -> bool:
        """Tell whether a task hasn't run on a day yet, and note that it runs now."""
        with transaction.atomic():
            run, created = cls.objects.select_for_update().get_or_create(
                name=name, defaults={"day": day}
            )
            if created:
                return True
            if run.day == day:
                return False
            run.day = day
            run.save()
            return True
