"""Addresses. `site` stands without a language, `pages` once in every language (decision 11)."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from articles.cache import public_page
from articles.feeds import CommentsOfSite, CommentsOfStory, Corrections
from articles.sitemaps import SITEMAPS
from articles.views import (
    appeal,
    comment_link,
    comment_privacy,
    comments,
    corrections,
    flag,
    front,
    media,
    own,
    people,
    preview,
    region,
    section,
    story,
    verification,
)

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
    path("comments/link/<int:pk>/", comment_link.comment_link, name="comment_link"),
    path("comments/thread/<int:pk>/", comment_link.comment_thread, name="comment_thread"),
    path("comments/feed/", public_page(require_safe(CommentsOfSite())), name="comments_feed"),
    path("comments/feed/<int:story_id>/", public_page(require_safe(CommentsOfStory())), name="story_comments_feed"),
    path("comments/flag/<int:comment_id>/", flag.flag, name="comment_flag"),
    path("comments/appeal/", appeal.appeal, name="comment_appeal"),
    path("comments/privacy/", comment_privacy.comment_privacy, name="comment_privacy"),
    path("comments/preview/<str:token>/", own.preview, name="comment_preview"),
    path("comments/own/<str:token>/edit/", own.edit, name="comment_edit"),
    path("comments/own/<str:token>/withdraw/", own.withdraw, name="comment_withdraw"),
    # A commenter who has confirmed an address; links of mails carry their key in the query
    path("comments/me/", people.mine, name="comment_person"),
    path("comments/me/export/", people.export, name="comment_person_export"),
    path("comments/me/erase/", people.erase, name="comment_person_erase"),
    path("comments/verify/", verification.verify, name="comment_verify"),
    path("comments/verify/ask/", verification.ask, name="comment_verify_ask"),
    path("comments/notices/", verification.notices_off, name="comment_notices_off"),
    path("comments/never/", verification.never_write, name="comment_never_write"),
]
