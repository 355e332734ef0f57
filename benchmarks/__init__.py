"""How fast it is with many stories. What is measured here reads the models, so Django is set up first."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()
