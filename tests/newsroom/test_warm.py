"""A server is warm before its first reader comes, and starts while the database is away."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

LOOK = """
import newsroom.wsgi, sys
from articles.lib.ukraine import country
from django.urls import get_resolver
print(country.cache_info().currsize, get_resolver()._populated, "articles.views.front" in sys.modules)
"""
NOBODY = "postgres://nobody@127.0.0.1:1/none"


@pytest.mark.slow
def test_what_is_done_once_is_done_before_the_first_reader_and_without_a_database(tmp_path):
    (tmp_path / "static").mkdir()
    known = {"SECRET_KEY": settings.SECRET_KEY, "DATABASE_URL": NOBODY, "VAR_DIR": str(tmp_path)}
    asked = os.environ | known | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    command = [sys.executable, "-c", LOOK]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=asked, capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == (["1", "True", "True"], "")
