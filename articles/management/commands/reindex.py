from django.core.management.base import BaseCommand
from django.db import connection

from articles.workflow import searchable, words


class Command(BaseCommand):
    help = (
        "Writes both indexes of stories anew, for the readers' search and for the desk's, after what is a word changed."
    )

    def handle(self, **options):
        searchable.forget_all()
        found, all_of_them = searchable.index_all(), words.index_all()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE articles_searchentry")  # how common a word is (queries/search_window.py)
        self.stdout.write(f"{found} stories for readers, {all_of_them} for the desk.")
