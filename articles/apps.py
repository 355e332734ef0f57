from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from articles.workflow import logins  # needs the models, so not before ready()
        from articles.workflow.foundations import lay_foundations

        post_migrate.connect(lay_foundations, sender=self, dispatch_uid="articles.foundations")
        user_logged_in.connect(logins.logged_in, dispatch_uid="articles.logged_in")
        user_logged_out.connect(logins.logged_out, dispatch_uid="articles.logged_out")
        user_login_failed.connect(logins.failed, dispatch_uid="articles.login_failed")
