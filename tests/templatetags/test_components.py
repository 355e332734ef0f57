"""The promises of the readers' templates that no view has to be there for."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

ROOT = Path(settings.BASE_DIR) / "templates"
# Pages of one person, never stored by anybody; and no pages at all.
PERSONAL = ("admin", "account", "mfa", "usersessions", "base_account.html", "emails")
PUBLIC = [path for path in ROOT.rglob("*.html") if path.relative_to(ROOT).parts[0] not in PERSONAL]
PICTURE = SimpleNamespace(
    url="/media/a.jpg",
    width=1200,
    height=800,
    printed_alt='A "street"',
    caption="A village < morning",
    credit="O. Marchenko",
    licence="own",
    focal_class="fx-5 fy-3",
    sources=[("image/avif", "/media/a-320.avif 320w"), ("image/webp", "/media/a-320.webp 320w")],
)


class Form(forms.Form):
    body = forms.CharField(label="Comment")
    name = forms.CharField(label="Name")
    email = forms.EmailField(label="E-mail")
    website = forms.URLField(label="Website", required=False, assume_scheme="https")
    consent = forms.BooleanField(required=False)
    token = forms.CharField(widget=forms.HiddenInput)
    parent = forms.CharField(widget=forms.HiddenInput, required=False)


def comment_form(data=None, **context):
    form = Form(data)
    story = SimpleNamespace(get_absolute_url="/story/")
    with translation.override("en"):
        return render_to_string(
            "components/comment_form.html", {"form": form, "form_action": "/post/", "story": story, **context}
        )


def figure(**context):
    with translation.override("en"):
        return render_to_string("components/figure.html", {"image": PICTURE, "lead": False, **context})


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_public_template_stays_cacheable_and_within_the_policy(path):
    text = path.read_text()
    # Linked data is no script: nothing of it is run, and the policy lets it be.
    text = text.replace('<script type="application/ld+json">', "")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)|javascript:", text)
    code = " ".join(re.sub(r"'[^']*'|\"[^\"]*\"", "", tag) for tag in re.findall(r"{[{%](.*?)[%}]}", text))
    assert not re.search(r"\b(request|user|messages|perms|csp_nonce\w*)\b", code)
    assert "{% csrf_token %}" not in text.replace("{% if private %}{% csrf_token %}{% endif %}", "")


@pytest.mark.parametrize("code", [400, 403, 404, 410, 500])
def test_an_error_page_needs_no_context(code):
    assert "<h1>" in get_template(f"{code}.html").render()


def test_figure_shows_picture_sources_caption_and_credit():
    html = figure(caption="")
    assert '<source type="image/avif" srcset="/media/a-320.avif 320w"' in html
    assert 'width="1200" height="800" alt="A &quot;street&quot;" loading="lazy"' in html
    assert "A village &lt; morning" in html
    assert "O. Marchenko" in html


def test_figure_in_the_first_view_is_not_lazy():
    html = figure(lead=True)
    assert 'fetchpriority="high"' in html
    assert "loading=" not in html


def test_figure_escapes_a_caption_that_nobody_marked_safe():
    assert "A &lt;em&gt;street" in figure(caption="A <em>street</em>")
    assert "A <em>street</em>" in figure(caption=mark_safe("A <em>street</em>"))


def test_comment_form_marks_what_is_required():
    html = comment_form()
    required = re.findall(r'<(?:input|textarea)[^>]*name="(\w+)"[^>]* required', html)
    assert required == ["body", "name", "email"]
    assert "Your e-mail address will not be published. Required fields are marked with *" in html


def test_comment_form_has_its_fields_in_order():
    names = re.findall(r'name="(\w+)"', comment_form())
    assert names == ["token", "parent", "body", "name", "email", "website", "consent", "notify", "subject"]


def test_comment_form_keeps_every_word_and_links_every_error():
    html = comment_form({"body": "", "name": "Ada <3", "email": "nowhere", "website": "no url"})
    assert 'value="Ada &lt;3"' in html
    assert 'value="nowhere"' in html
    assert re.findall(r'<a href="#(comment-(?:body|name|email|website))">', html) == [
        "comment-body",
        "comment-email",
        "comment-website",
    ]
    for name in ("body", "email", "website"):
        assert re.search(rf'name="{name}"[^>]*aria-describedby="[^"]*comment-{name}-error"[^>]*aria-invalid', html)
        assert f'id="comment-{name}-error"' in html


def test_csrf_token_is_only_for_people_who_are_logged_in():
    assert "csrfmiddlewaretoken" not in comment_form(csrf_token="abc")
    assert "csrfmiddlewaretoken" in comment_form(csrf_token="abc", private=True)
