"""Puts the demonstration into an empty newsroom, through the same doors the editors use."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from articles.lib.slugs import slug_for
from articles.management.demo.site_pages import publish_pages
from articles.models import Author, Comment, Language, Region, Section, Story, Tag
from articles.workflow import (
    briefs,
    corrections,
    curation,
    erasure,
    flags,
    moderation,
    pictures,
    publishing,
    revisions,
    submission,
)

HERE = Path(__file__).parent
ACCOUNTS = {"admin": None, "editor": "editor", "reporter": "reporter", "moderator": "moderator"}


def open_accounts(password):
    """The four accounts, with this password from now on. Gives {name: User}."""
    return {name: _account(name, role, password) for name, role in ACCOUNTS.items()}


def _account(name, role, password):
    user, created = User.objects.get_or_create(username=name, defaults={"is_staff": True, "is_superuser": role is None})
    if created and role:
        user.groups.add(Group.objects.get(name=role))
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def load(users, say):
    """Everything or nothing, so that an interrupted first run leaves an empty newsroom to start again in."""
    with transaction.atomic():
        newsroom, stories = _toml(HERE / "newsroom.toml"), {}
        keys = _Keys(newsroom, users, say)
        for path in sorted((HERE / "stories").glob("*.toml")):
            story = _toml(path)
            say(f"  {story['fr']['headline']}")
            stories[story["key"]] = _add_story(story, keys)
        for front in newsroom["fronts"]:
            _compose(front, stories, keys)
        for told in _toml(HERE / "briefs.toml")["briefs"]:
            _brief(told, stories, keys)
        publish_pages(_toml(HERE / "gaps.toml"), users["editor"])


def _toml(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


class _Keys:
    """From the names the files use to the keys of the database."""

    def __init__(self, newsroom, users, say):
        self.users = users
        self.regions = dict(Region.objects.values_list("slug", "pk"))
        self.sections = {
            row["slug"]: Section.objects.create(position=position, **_named(row)).pk
            for position, row in enumerate(newsroom["sections"], start=1)
        }
        self.tags = {row["slug"]: Tag.objects.create(**_named(row)).pk for row in newsroom["tags"]}
        self.authors = {row["slug"]: self._author(row) for row in newsroom["authors"]}
        self.pictures = {row.pop("key"): self._picture(row, say) for row in newsroom["pictures"]}

    def _author(self, row):
        return Author.objects.create(user=self.users.get(row.pop("account", None)), **row).pk

    def _picture(self, row, say):
        name = row.pop("file")
        say(f"  {name}")
        with (HERE / "pictures" / name).open("rb") as file:
            return pictures.add(File(file), self.users["editor"], **row).pk


def _named(row):
    return {"slug": row["slug"]} | {f"name_{code}": row.get(code, "") for code in Language.values}


def _add_story(told, keys):
    """{language: key} of its versions."""
    group, written = {}, {}
    for language in Language.values:
        if language not in told:
            continue
        owner = keys.users[told["owner"]]
        story = revisions.start(_data(told, language, keys), owner, **group)
        group = {"translation_group": story.translation_group}
        _bring_to_state(story, told, keys)
        _add_corrections(story, [said for said in told.get("corrections", []) if said["language"] == language], keys)
        _add_comments(story, [said for said in told.get("comments", []) if said["language"] == language], keys)
        written[language] = story.pk
    return written


def _compose(told, stories, keys):
    language = told["language"]
    slots = {
        "lead": [stories[told["lead"]][language]],
        "secondary": [stories[name][language] for name in told["secondary"]],
        "regions": {
            str(keys.regions[slug]): [stories[name][language] for name in names]
            for slug, names in told["regions"].items()
        },
    }
    curation.compose(language, None, slots, keys.users["editor"])


def _brief(told, stories, keys):
    language = told["language"]
    data = {"state": told["state"], "as_of": told["as_of"], "lead": None}
    if "lead" in told:
        data["lead"] = stories[told["lead"]][language]
    data["background"] = [stories[name][language] for name in told.get("background", [])]
    briefs.save(Region.objects.get(slug=told["region"]), language, data, keys.users["editor"])


def _data(told, language, keys):
    text = told[language]
    body = text["body"]
    for key, pk in keys.pictures.items():
        body = body.replace(f'data-image="{key}"', f'data-image="{pk}"')
    return {
        "language": language,
        "kind": told["kind"],
        "kicker": text["kicker"],
        "headline": text["headline"],
        "standfirst": text["standfirst"],
        "body": body,
        "slug": slug_for(text["headline"]),
        "comments_open": True,
        "section": keys.sections[told["section"]],
        "lead_image": keys.pictures.get(told.get("image")),
        "primary_region": keys.regions[told["regions"][0]],
        "regions": [keys.regions[slug] for slug in told["regions"]],
        "authors": [keys.authors[slug] for slug in told["authors"]],
        "tags": [keys.tags[slug] for slug in told["tags"]],
        "embargo_until": None,
        "expires_at": None,
    }


def _bring_to_state(story, told, keys):
    editor = keys.users["editor"]
    match told["state"]:
        case "published" | "archived":
            went_out = datetime.fromisoformat(told["published"]).replace(tzinfo=timezone.get_default_timezone())
            publishing.publish_as_of(story, editor, went_out)
            if told["state"] == "archived":
                publishing.archive(story, editor)
        case "scheduled":
            publishing.schedule(story, editor, timezone.now() + timedelta(days=told["in_days"]))
        case "in_review":
            publishing.submit(story, keys.users[told["owner"]])


def _add_corrections(story, all_said, keys):
    story.refresh_from_db()
    for said in all_said:
        at = story.published_at + timedelta(minutes=said["minutes"])
        corrections.add_as_of(story, said["kind"], said["text"], keys.users["editor"], at)


def _add_comments(story, all_said, keys):
    story.refresh_from_db()
    threads, withdrawn = {}, []
    for said in sorted(all_said, key=lambda said: said["minutes"]):
        comment = _add_comment(story, said, keys, parent=threads.get(said.get("answers")))
        threads[said.get("id", comment.pk)] = comment.pk
        if said.get("withdrawn"):
            withdrawn.append(comment.pk)
    for comment in Comment.objects.filter(pk__in=withdrawn):  # now that they are answered
        erasure.erase_comment(comment)


def _add_comment(story, said, keys, parent):
    comment = _send(story, said, keys, parent)
    sent = {"created_at": story.published_at + timedelta(minutes=said["minutes"])}
    if "edited" in said:
        sent["edited_at"] = sent["created_at"] + timedelta(minutes=said["edited"])
    Comment.objects.filter(pk=comment.pk).update(**sent)
    if said["state"] in (Comment.Status.APPROVED, Comment.Status.REFUSED) and comment.status != said["state"]:
        refusal = said.get("refusal", Comment.Refusal.OTHER)
        moderation.decide(Comment.objects.filter(pk=comment.pk), said["state"], keys.users["moderator"], refusal)
    if said.get("picked"):
        moderation.pick(comment, keys.users["moderator"])
    if "flagged" in said:
        flags.flag(comment, said["flagged"], said["why"], address="")
    return comment


def _send(story, said, keys, parent):
    """A colleague (`account`) signs with the name of the login, a reader with the one given."""
    if "account" in said:
        return submission.submit(
            story, {"body": said["body"]}, address="", parent=parent, user=keys.users[said["account"]]
        )
    words = {"name": said["name"], "email": said["email"], "website": said.get("website", ""), "body": said["body"]}
    trapped = said["state"] == Comment.Status.SPAM
    return submission.submit(story, words, address="", parent=parent, trapped=trapped)


def is_empty():
    return not Story.objects.exists()
