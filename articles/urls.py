"""Addresses. `site` stands without a language, `pages` once in every language (decision 11)."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path

from articles.cache import public_page
from articles.sitemaps import SITEMAPS
from articles.views import comments, front, media, region, story

site = [
    path("sitemap.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    # Pictures: the only names that exist are those of lib/images.py
    re_path(r"^media/images/(?P<name>[0-9a-f]{32}(?:-\d+)?)\.(?P<extension>jpg|png|webp|avif)$", media.media),
]

pages = [
    path("", front.front, name="front"),
    path("regions/<slug:slug>/", region.region, name="region"),
    re_path(r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/(?P<slug>[-a-z0-9_]+)/$", story.story, name="story"),
    # Comments
    path("comments/<int:story_id>/", comments.comment, name="comment"),
    path("comments/preview/<str:token>/", comments.preview, name="comment_preview"),
]
