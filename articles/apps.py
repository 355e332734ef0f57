from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from articles.workflow.foundations import lay_foundations  # needs the models, so not before ready()

        post_migrate.connect(lay_foundations, sender=self, dispatch_uid="articles.foundations")
