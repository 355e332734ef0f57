"""Addresses. `site` stands without a language, `pages` once in every language (decision 11)."""

from django.urls import path, re_path

from articles import sitemaps
from articles.feeds import addresses as feeds
from articles.views import (
    appeal,
    archive,
    comment_link,
    comment_privacy,
    comments,
    corrections,
    flag,
    front,
    light,
    light_search,
    media,
    named_lists,
    own,
    people,
    preview,
    region,
    search,
    section,
    share,
    site_page,
    story,
    verification,
    well_known,
)

YEAR, MONTH, DAY = "(?P<year>(?:19|20|21)[0-9]{2})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})"

site = [
    # For search engines and other programs
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-region-<slug:slug>.xml", sitemaps.region, name="sitemap_region"),
    re_path(r"^sitemap-(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)\.xml$", sitemaps.month, name="sitemap_month"),
    path("robots.txt", well_known.robots, name="robots"),
    path(".well-known/security.txt", well_known.security, name="security_txt"),
    path("manifest.webmanifest", well_known.manifest, name="manifest"),
    # A draft for somebody outside: the page speaks the language of the story
    path("preview/<str:token>/", preview.preview, name="preview"),
    # Pictures: the only names that exist are those of lib/images.py
    re_path(r"^media/images/(?P<name>[0-9a-f]{32}(?:-\d+)?)\.(?P<extension>jpg|png|webp|avif)$", media.media),
    re_path(r"^share/(?P<pk>[0-9]{1,18})/(?P<digest>[0-9a-f]{20})\.jpg$", share.share_story, name="share_story"),
    re_path(r"^share/page/(?P<signed>[-_:A-Za-z0-9]{20,1700})\.jpg$", share.share_page, name="share_page"),
]

pages = [
    path("", front.front, name="front"),
    path("regions/<slug:slug>/", region.region, name="region"),
    path("sections/<slug:slug>/", section.section, name="section"),
    re_path(r"^(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/(?P<slug>[-a-zA-Z0-9_]+)/$", story.story, name="story"),
    path("tags/<slug:slug>/", named_lists.tag, name="tag"),
    path("authors/<slug:slug>/", named_lists.author, name="author"),
    path("search/", search.search, name="search"),
    path("pages/<slug:slug>/", site_page.site_page, name="site_page"),
    # By date; the address of a story cut short leads there
    path("archives/", archive.archive, name="archive"),
    re_path(rf"^archives/{YEAR}/$", archive.archive_year, name="archive_year"),
    re_path(rf"^archives/{YEAR}/{MONTH}/$", archive.archive_month, name="archive_month"),
    re_path(rf"^archives/{YEAR}/{MONTH}/{DAY}/$", archive.archive_day, name="archive_day"),
    re_path(rf"^{YEAR}/$", archive.archive_year, name="cut_to_year"),
    re_path(rf"^{YEAR}/{MONTH}/$", archive.archive_month, name="cut_to_month"),
    re_path(rf"^{YEAR}/{MONTH}/{DAY}/$", archive.archive_day, name="cut_to_day"),
    # Corrections
    path("corrections/", corrections.corrections, name="corrections"),
    # Comments
    path("comments/<int:story_id>/", comments.comment, name="comment"),
    path("comments/link/<int:pk>/", comment_link.comment_link, name="comment_link"),
    path("comments/thread/<int:pk>/", comment_link.comment_thread, name="comment_thread"),
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
    *feeds.PATHS,
    # The text-only edition: the same paths, one step further
    path("leger/", light.front, name="light_front"),
    path("leger/search/", light_search.search, name="light_search"),
    path("leger/regions/<slug:slug>/", light.region, name="light_region"),
    path("leger/sections/<slug:slug>/", light.section, name="light_section"),
    path("leger/tags/<slug:slug>/", light.tag, name="light_tag"),
    path("leger/authors/<slug:slug>/", light.author, name="light_author"),
    re_path(rf"^leger/archives/{YEAR}/{MONTH}/{DAY}/$", light.day, name="light_archive_day"),
    re_path(
        r"^leger/(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/(?P<slug>[-a-zA-Z0-9_]+)/$",
        light.story,
        name="light_story",
    ),
]
