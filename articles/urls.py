"""Addresses. `site` stands without a language, `pages` once in every language (decision 11)."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.feeds import Corrections
from articles.sitemaps import SITEMAPS
from articles.views import comments, corrections, front, media, preview, region, section, story

site = [
    path("sitemap.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    # A draft for somebody outside: the page speaks the language of the story
    path("preview/<str:token>/", preview.preview, name="preview"),
    # Pictures: the only names that exist are those of lib/images.py
    re_path(r"^media/images/(?P<name>[0-9a-f]{32}(?:-\d+)?)\.(?P<extension>jpg|png|webp|avif)$", media.media),
]

pages = [
    path("", front.front, name="front"),
    path("regions/<slug:slug>/", region.region, name="region"),
    path("sections/<slug:slug>/", section.section, name="section"),
    re_path(r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/(?P<slug>[-a-zA-Z0-9_]+)/$", story.story, name="story"),
    # Corrections
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/feed/", public_page(require_safe(Corrections())), name="corrections_feed"),
    # Comments
    path("comments/<int:story_id>/", comments.comment, name="comment"),
    path("comments/preview/<str:token>/", comments.preview, name="comment_preview"),
]
