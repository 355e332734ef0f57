"""The story form: what is typed is a working draft, and one dict (decision 4).

What the editor sends is never trusted: `workflow.revisions.tidied` cleans it, and it is cleaned again on its way
back into the editor (forms/editor.py).
"""

import re

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.correction import SaysWhatChanged
from articles.forms.editor import HELD_SPACE
from articles.forms.fields import (
    MomentField,
    PictureField,
    PlaceField,
    PlacesField,
    SignaturesField,
    TagsField,
)
from articles.lib.slugs import slug_for
from articles.lib.typography import typeset
from articles.models import Author, Image, Region, Story, Tag
from articles.queries.history import has_translations, latest_word
from articles.queries.slugs import free_slug
from articles.templatetags.newsroom import desk_time
from articles.workflow import notes, publishing
from articles.workflow.errors import Conflict
from articles.workflow.revisions import SHORT_TEXTS, TIMES, basis, contents, save_draft, snapshot, start, working_draft

MAX_STANDFIRST = 1_000
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*(?=[^<\s])")
MAX_BODY = 400_000  # beyond, lib/html.py would keep the words only


class StoryForm(SaysWhatChanged, forms.ModelForm):
    """One form, one dict, one revision: what is typed here is the working draft (decision 4)."""

    standfirst = forms.CharField(
        label=gettext_lazy("Standfirst"),
        required=False,
        max_length=MAX_STANDFIRST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The paragraph under the headline that sums the story up."),
    )
    body = forms.CharField(label=gettext_lazy("Text"), required=False)
    regions = PlacesField(
        label=gettext_lazy("Regions"),
        queryset=Region.objects.select_related("parent"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    primary_region = PlaceField(
        label=gettext_lazy("Primary region"),
        queryset=Region.objects.select_related("parent"),
        required=False,
        help_text=gettext_lazy("The one it is filed under; it is added to the regions."),
    )
    authors = SignaturesField(label=gettext_lazy("Signatures"), queryset=Author.objects.all(), required=False)
    tags = TagsField(label=gettext_lazy("Tags"), queryset=Tag.objects.all(), required=False)
    lead_image = PictureField(label=gettext_lazy("Lead picture"), queryset=Image.objects.all(), required=False)
    embargo_until = MomentField(
        label=gettext_lazy("Embargo until"),
        required=False,
        help_text=gettext_lazy("It cannot go out before this time."),
    )
    expires_at = MomentField(
        label=gettext_lazy("Expires"),
        required=False,
        help_text=gettext_lazy("From this time on it is no longer public."),
    )
    publish_at = MomentField(
        label=gettext_lazy("Goes out on"),
        required=False,
        help_text=gettext_lazy("Only for the button “Schedule”."),
    )
    reviewer = forms.ModelChoiceField(
        label=gettext_lazy("Reviewer"),
        queryset=get_user_model().objects.none(),
        required=False,
        help_text=gettext_lazy("Who is to read it; empty: anybody who may."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note to colleagues"),
        required=False,
        max_length=notes.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Goes with the button you press; @name sends a mail. Readers never see it."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason readers are told"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Empty: the page only says that the story was withdrawn."),
    )
    basis = forms.CharField(required=False, widget=forms.HiddenInput)
    conflict = None  # what somebody else saved meanwhile, once the workflow has said so

    class Meta:
        model = Story
        fields = [
            *("language", "kind", "section", "kicker", "headline", "standfirst", "body", "lead_image", "regions"),
            *("no_region", "authors", "tags", "slug", "comments_open", "embargo_until", "expires_at"),
        ]
        widgets = {"headline": forms.Textarea(attrs={"rows": 2})}

    refusal = None  # what the workflow said to these very words (admin/base.py)
    kept = {}  # what was typed for a move that was refused
    move = None  # what is to be done with them once they are filed, by its name in workflow/publishing.py

    def __init__(self, *args, instance=None, initial=None, **kwargs):
        self.draft = working_draft(instance) if instance else None
        opening = self._opening(instance) if instance else {}
        super().__init__(*args, instance=instance, initial=opening | (initial or {}), **kwargs)
        self.fields["body"].widget = import_string(settings.STORY_BODY_WIDGET)()
        self.fields["slug"].required = False
        self.fields["reviewer"].queryset = notes.reviewers().order_by("username")
        self.fields["slug"].help_text = _("Empty: made from the headline.")
        self.fields["lead_image"].current = str(self["lead_image"].value() or "")
        self.fields["lead_image"].kept = str(self.initial.get("lead_image") or "")
        self._freeze(instance)

    def _opening(self, story):
        """What the fields show of a story that exists: its working draft, else the row."""
        data = dict(contents(self.draft) if self.draft else snapshot(story))
        data |= {name: parse_datetime(data[name]) if data[name] else None for name in TIMES}
        data["publish_at"] = story.published_at if story.is_scheduled else None
        return data | {"basis": basis(story, self.draft), "reviewer": story.reviewer_id} | self.kept

    def _freeze(self, story):
        """Once readers or translations know it, a story keeps its language; what becomes of its address is said."""
        if story:
            self.fields["language"].disabled = bool(story.published_at) or has_translations(story)
        if story and story.published_at:
            self.fields["slug"].help_text = (
                _("A new address counts from the moment it is scheduled again or published.")
                if story.is_scheduled
                else _("A new address counts from the moment it is published; the old one leads there for ever.")
            )

    def clean_headline(self):
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self):
        """CKEditor makes the space before a word in bold a no-break one: nobody typed that."""
        body = HELD_SPACE.sub(" ", self.cleaned_data["body"]).replace("\r\n", "\n")
        # Typed without the editor, a blank line begins a paragraph. The editor itself never writes one before words.
        return body if "<pre" in body else BLANK_LINE.sub("\n<p>", body)

    def clean(self):
        super().clean()
        self._say_refusal()
        self._measure_texts()
        self._measure_body()
        self._file_under_primary()
        self._choose_slug()
        self._look_at_the_clock()
        return self.cleaned_data

    def _say_refusal(self):
        if self.refusal is None:
            return
        self.add_error(None, ValidationError(str(self.refusal), code="refused"))
        if isinstance(self.refusal, Conflict):
            self.conflict = self._other_version()

    def _other_version(self):
        """Who saved it, and the basis that whoever has compared may put in place of their own."""
        latest = latest_word(self.instance)
        who = {"name": latest.by or "—", "time": desk_time(latest.saved_at)} if latest else {"name": "—", "time": "—"}
        words = _("I have compared: replace the version that %(name)s saved on %(time)s. It stays in the history.")
        return who | {"basis": self.initial.get("basis", ""), "words": words % who}

    def _measure_texts(self):
        """Typography adds spaces: what fits the column before may not fit it after."""
        language = self.cleaned_data.get("language", "")
        for name in SHORT_TEXTS:
            limit = Story._meta.get_field(name).max_length
            if limit and len(typeset(self.cleaned_data.get(name, "").strip(), language)) > limit:
                self.add_error(name, _("This is too long: %d characters at most, no-break spaces included.") % limit)

    def _measure_body(self):
        if len(self.cleaned_data.get("body", "")) > MAX_BODY:
            self.add_error("body", _("This text is too long for one story: %d characters at most.") % MAX_BODY)

    def _file_under_primary(self):
        primary, regions = self.cleaned_data.get("primary_region"), self.cleaned_data.get("regions")
        if primary and regions is not None and primary not in regions:
            self.cleaned_data["regions"] = [*regions, primary]

    def _choose_slug(self):
        if "slug" in self.errors or "headline" in self.errors or "language" in self.errors:
            return
        typed, language = self.cleaned_data["slug"].lower(), self.cleaned_data["language"]
        kept = self.instance.slug if self.instance.pk and self.instance.published_at else ""
        wish = typed or kept or slug_for(self.cleaned_data["headline"])
        slug = free_slug(wish, language, self.instance.pk) if wish else ""
        if not slug:
            self.add_error("slug", _("No address can be made from this headline: write one."))
        elif typed and slug != typed:
            self.add_error("slug", _("Another story in this language has this address, or once had it."))
        else:
            self.cleaned_data["slug"] = slug

    def _look_at_the_clock(self):
        """A time that has passed is refused where somebody has just typed it."""
        for name in ("embargo_until", "expires_at", "publish_at"):
            moment = self.cleaned_data.get(name)
            if moment and moment <= timezone.now() and moment != _to_the_minute(self.initial.get(name)):
                self.add_error(name, _("This time has passed (newsroom time: %s).") % timezone.get_current_timezone())
        self._look_at_publication(self.cleaned_data.get("publish_at"), self.cleaned_data.get("embargo_until"))

    def _look_at_publication(self, moment, embargo):
        went_out = self.instance.published_at if self.instance.pk and self.instance.is_public else None
        if went_out and embargo and embargo > went_out:
            self.add_error("embargo_until", _("The story is public already: an embargo can no longer hold it back."))
        if self.move == "schedule" and not moment and "publish_at" not in self.errors:
            self.add_error("publish_at", _("Say when the story goes out."))
        if self.move == "publish" and moment:
            self.add_error("publish_at", _("A time is filled in: press “Schedule”, or empty it to publish at once."))
        if self.move == "schedule" and moment and embargo and moment < embargo:
            self.add_error("publish_at", _("The story cannot go out before its embargo ends."))

    def revision_data(self):
        """The valid form as the data of a revision (workflow/revisions.py)."""
        words = ("language", "kind", "kicker", "headline", "standfirst", "body", "slug", "comments_open", "no_region")
        cleaned = self.cleaned_data
        data = {name: cleaned[name] for name in words}
        data |= {name: cleaned[name].isoformat() if cleaned[name] else None for name in TIMES}
        data |= {name: _key(cleaned[name]) for name in ("section", "lead_image", "primary_region")}
        data |= {name: [thing.pk for thing in cleaned[name]] for name in ("tags", "regions", "authors")}
        return data

    def file(self, by):
        """Files the words as the working draft and gives back the story. Raises Refused, Conflict, Vanished."""
        if self.instance.pk is None:
            self.instance = start(self.revision_data(), by)
            self._assign(by)
            return self.instance
        # The box that a conflict shows names what it replaces: a third person's words are not among it.
        on = self.data.get("overrule") or self.cleaned_data["basis"]
        save_draft(self.instance, self.revision_data(), by, on=on)
        self._assign(by)
        return self.instance

    def _assign(self, by):
        if self.add_prefix("reviewer") in self.data:
            publishing.assign(self.instance, self.cleaned_data["reviewer"], by)

    def say_note(self, story, by):
        """A note that goes with no move."""
        if self.cleaned_data["note"].strip():
            notes.add(story, by, self.cleaned_data["note"])


def _key(thing):
    return thing.pk if thing else None


def _to_the_minute(moment):
    """The field shows no seconds, so an untouched time comes back without them."""
    return moment and moment.replace(second=0, microsecond=0)
