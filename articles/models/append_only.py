"""Rows that are written once: what was wrong about one is said by another."""

from django.db import models


class AppendOnly(Exception):
    """It is written once and never changed."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **values):
        raise AppendOnly

    def delete(self):
        raise AppendOnly


class AppendOnlyModel(models.Model):
    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly
