"""Rows that are added and stay as they are: no path of ours changes or deletes one."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.figures.period_models import Period


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise TypeError("A row of history cannot be changed or deleted.")


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows of history can be read and added, by no path changed or deleted."""

    update = bulk_update = delete = _refuse

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Adds rows; refused where it would change those that stand there."""
        if kwargs.get("update_conflicts"):
            _refuse()
        return super().bulk_create(*args, **kwargs)


class AppendOnly(models.Model):
    """A row that can be added, and is neither saved again nor deleted."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the row; raises TypeError for one that is stored already."""
        if self.pk is not None:
            _refuse()
        super().save(*args, **kwargs)

    delete = _refuse


class HistoryHead(models.Model):
    """The end of a period's chain of changes: how many there are, and the hash of the last."""

    period = models.OneToOneField(Period, models.PROTECT, related_name="history_head")
    length = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("head of a history")
        verbose_name_plural = _("heads of histories")

    def __str__(self) -> str:
        return f"{self.period_id}: {self.length}"
