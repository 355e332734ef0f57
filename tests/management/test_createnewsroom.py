"""Opening a newsroom: asked or by options, every answer checked, nothing half done."""

import getpass
import os
import pty
import stat
import subprocess
import sys

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from articles.management.setup import checks, envfile, questions, site
from articles.models import Section
from tests.management import house as houses

pytestmark = pytest.mark.slow  # starts sites of its own
PASSWORD = "tournesol en hiver"
ADMIN = {"admin": "chef", "email": "chef@example.org"}
ADDRESS = "https://News.example.org/"


@pytest.fixture
def open_newsroom(db, tmp_path, monkeypatch, capsys):
    """open_newsroom(name=…) -> what it said. No question is asked."""
    monkeypatch.setenv("NEWSROOM_PASSWORD", PASSWORD)

    def run(**options):
        call_command("createnewsroom", **({"ask": False, "env_file": tmp_path / ".env"} | options))
        return capsys.readouterr().out

    return run


@pytest.fixture
def answers(monkeypatch):
    """answers("fr", "", …): what somebody types, one after the other, passwords included."""

    def typed(*lines):
        waiting = list(lines)

        def answer(question):
            if not waiting:
                raise KeyboardInterrupt
            return waiting.pop(0)

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(getpass, "getpass", answer)
        return waiting

    return typed


# Without questions


def test_by_options_it_opens_a_newsroom(open_newsroom, tmp_path):
    open_newsroom(name="L'Écho du Dniepr", tagline="Cinq régions", url=ADDRESS, **ADMIN)
    user = get_user_model().objects.get()
    assert (user.username, user.email, user.is_superuser) == ("chef", "chef@example.org", True)
    assert user.check_password(PASSWORD)
    assert list(Section.objects.values_list("slug", "name_fr", "name_en", "name_uk")) == [
        ("international", "International", "World", "Світ"),
        ("regions", "Régions", "Regions", "Регіони"),
        ("societe", "Société", "Society", "Суспільство"),
        ("reperes", "Repères", "Background", "Довідка"),
    ]
    env = tmp_path / ".env"
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    values = envfile.dotenv_values(env)
    assert len(values.pop("SECRET_KEY")) >= 50
    kept = {name: os.environ[name] for name in site.KEPT if os.environ.get(name)}
    assert values == kept | {
        "SITE_NAME": "L'Écho du Dniepr",
        "SITE_TAGLINE": "Cinq régions",
        "SITE_URL": "https://news.example.org",
        "LANGUAGES": "fr,en,uk",
    }


def test_again_it_only_adds_what_is_missing(open_newsroom, tmp_path):
    open_newsroom(name="Avant", **ADMIN)
    before = (tmp_path / ".env").read_text()
    Section.objects.filter(slug="regions").update(name_fr="Territoires")
    said = open_newsroom(name="Après", section=["Régions/Regions", "Sport"])
    assert (tmp_path / ".env").read_text() == before
    assert "SITE_NAME=Après" in said and "SECRET_KEY" not in said
    assert Section.objects.get(slug="regions").name_fr == "Territoires"
    assert Section.objects.count() == 5
    assert get_user_model().objects.count() == 1


def test_an_account_that_is_there_keeps_its_password(open_newsroom, monkeypatch):
    open_newsroom(**ADMIN)
    monkeypatch.setenv("NEWSROOM_PASSWORD", "un autre mot de passe")
    assert "kept as it is" in open_newsroom(**ADMIN)
    assert get_user_model().objects.get().check_password(PASSWORD)


def test_without_french_the_main_language_stands_in(open_newsroom):
    open_newsroom(languages="uk,en", section=["Світ/World"], **ADMIN)
    section = Section.objects.get()
    assert (section.name_fr, section.name_en, section.name_uk) == ("Світ", "World", "Світ")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"languages": "fr,de"}, "languages: Give each of fr, en, uk"),
        ({"url": "news.example.org"}, "url: Give the address"),
        ({"name": " "}, "name: A newsroom needs a name"),
        ({"name": "a\nb"}, "name: Line breaks"),
        ({"tagline": "${SECRET_KEY}"}, "tagline: Line breaks"),
        ({"email": "nobody"}, "email: "),
        ({"admin": "le chef"}, "admin: "),
        ({"admin": None}, "admin: This answer is missing"),
        ({"section": ["!!"]}, "Give a name"),
    ],
)
def test_a_wrong_option_is_refused_and_nothing_happens(open_newsroom, tmp_path, options, words):
    with pytest.raises(CommandError, match=words):
        open_newsroom(**(ADMIN | options))
    assert not get_user_model().objects.exists()
    assert not Section.objects.exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("password", ["court", "motdepasse", "chef@example.org", None])
def test_a_weak_or_missing_password_is_refused(open_newsroom, monkeypatch, password):
    monkeypatch.delenv("NEWSROOM_PASSWORD")
    if password:
        monkeypatch.setenv("NEWSROOM_PASSWORD", password)
    with pytest.raises(CommandError, match="password: "):
        open_newsroom(**ADMIN)
    assert not get_user_model().objects.exists()


# With questions


def test_a_wrong_answer_is_asked_again_with_the_reason(open_newsroom, answers, monkeypatch):
    monkeypatch.delenv("NEWSROOM_PASSWORD")
    rest = answers(
        *("fr,xx", "fr,en", "Mon journal", "", "ftp://x", "http://127.0.0.1:8000"),
        *("Régions, régions", "Régions, Sport", "", "Sports"),
        *("chef", "chef(at)example.org", "chef@example.org"),
        *("court", "court", PASSWORD, "autre", PASSWORD, PASSWORD),
    )
    said = open_newsroom(ask=True, name="${x}")
    assert rest == []
    for words in ("Give each of fr", "Line breaks", "Give the address", "same name", "valid email", "too short"):
        assert words in said, words
    assert "The two were not the same" in said
    assert list(Section.objects.values_list("name_fr", "name_en")) == [("Régions", "Regions"), ("Sport", "Sports")]
    assert get_user_model().objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("answered", range(9))
def test_stopped_at_any_question_nothing_is_half_done(open_newsroom, answers, monkeypatch, tmp_path, answered):
    monkeypatch.delenv("NEWSROOM_PASSWORD")
    answers(*["fr", "Mon journal", "", "http://127.0.0.1", "Sport", "chef", "chef@example.org", PASSWORD][:answered])
    with pytest.raises(CommandError, match="Nothing is half done") as stopped:
        open_newsroom(ask=True)
    assert stopped.value.returncode == 130
    assert not get_user_model().objects.exists() and not Section.objects.exists()
    assert not list(tmp_path.iterdir())


def test_stopped_while_it_writes_nothing_is_half_done(open_newsroom, monkeypatch, tmp_path):
    def stopped(path, values):
        path.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(envfile, "create", stopped)
    with pytest.raises(CommandError, match="half done"):
        open_newsroom(**ADMIN)
    assert not get_user_model().objects.exists() and not Section.objects.exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("lang", "words"), [("fr_FR.UTF-8", "fr"), ("uk_UA.UTF-8", "uk"), ("de_DE", "en"), ("C", "en")]
)
def test_it_speaks_the_language_of_the_terminal(monkeypatch, lang, words):
    from articles.management.commands.createnewsroom import spoken

    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", lang)
    assert spoken() == words


# .env


@pytest.mark.parametrize("value", ["", "a b", "L'Écho", '"x" #1', "\\", "\\'", "$HOME", "новини", "a=b", " a", "`x`"])
def test_a_value_comes_back_from_the_file_as_it_went_in(tmp_path, value):
    assert envfile.survives(value)
    envfile.create(tmp_path / ".env", {"X": value, "Y": "1"})
    assert envfile.dotenv_values(tmp_path / ".env") == {"X": value, "Y": "1"}


def test_a_file_that_is_there_is_never_replaced(tmp_path):
    (tmp_path / ".env").write_text("mine")
    with pytest.raises(FileExistsError):
        envfile.create(tmp_path / ".env", {"X": "1"})
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    "text", ["http://x.org/a", "https://u:p@x.org", "x.org", "", "https://x.org?a", "http://x:99999"]
)
def test_what_is_no_address_of_a_site(text):
    with pytest.raises(ValidationError):
        checks.site_url(text)


def test_nobody_to_ask_is_said(open_newsroom, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: (_ for _ in ()).throw(EOFError))
    with pytest.raises(CommandError):
        open_newsroom(ask=True)


# As an operator runs it: no .env, no key, no database, a real terminal


@pytest.fixture
def bare(tmp_path, worker_id):
    house = houses.build(tmp_path / "var", f"bare_{worker_id}")
    if not house.server:
        house.folder.rmdir()
    yield house
    houses.drop(house)


def test_it_begins_with_nothing(bare, tmp_path):
    env_file = tmp_path / ".env"
    command = [sys.executable, "manage.py", "createnewsroom", "--env-file", str(env_file)]
    environment = bare.environment({"LANG": "C"})
    del environment["SECRET_KEY"]
    here, there = pty.openpty()
    process = subprocess.Popen(
        command, cwd=houses.ROOT, env=environment, stdin=there, stdout=there, stderr=there, start_new_session=True
    )
    os.close(there)
    lines = ["fr", "Mon journal", "", "", "-", "chef", "chef@example.org"]
    os.write(here, "".join(f"{line}\n" for line in lines).encode())
    said = until(here, b"Password")
    os.write(here, f"{PASSWORD}\n".encode())
    said += until(here, b"again: ")
    os.write(here, f"{PASSWORD}\n".encode())
    said += until(here, b"make serve")
    assert process.wait(timeout=30) == 0
    assert PASSWORD.encode() not in said
    assert envfile.dotenv_values(env_file)["DATABASE_URL"] == bare.address
    assert bare.execute("SELECT username FROM auth_user") == [("chef",)]
    os.close(here)


def until(terminal, words):
    said = b""
    while words not in said:
        said += os.read(terminal, 4096)
    return said


def test_questions_are_answered_by_a_person():
    """Without anybody to ask, a default is taken and no question is put."""
    alone = questions.Questions({}, say=None, ask=False)
    assert alone.answer("languages", "Languages", checks.languages, "fr,en") == ["fr", "en"]
