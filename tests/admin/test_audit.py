"""Who did what: read by those who may, changed by nobody, taken along without a trap in it."""

import csv
import re
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.admin.trail_words import action_words
from articles.models import AuditEntry
from articles.workflow import audit, revisions
from articles.workflow.moves import MOVES
from tests.admin.test_story import count
from tests.factories import RegionFactory, UserFactory, story_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LIST = "/admin/articles/auditentry/"
EXPORT = f"{LIST}export/"


@pytest.fixture
def auditor():
    """Somebody who may read the trail and take it along, and nothing else."""
    person = UserFactory(username="auditor")
    person.user_permissions.set(Permission.objects.filter(codename__in=["view_auditentry", "export_auditentry"]))
    return person


def listed(client, **query):
    return [line.words for line in client.get(LIST, query).context["cl"].result_list]


def write(by, words, action="story.save", at=None, thing=None):
    if at is None:
        return audit.record(by, thing, words, action)
    return AuditEntry.objects.create(at=at, by=by, by_name=str(by or ""), action=action, words=words)


def rows(answer, separator=";"):
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))


class TestWhoMay:
    @pytest.mark.parametrize("address", [LIST, EXPORT])
    def test_nobody_without_an_account(self, reader, address):
        assert "/login/" in reader.get(address).url
        assert "/login/" in reader.post(address).url

    @pytest.mark.parametrize("role", ["reporter", "editor", "moderator"])
    def test_no_role_of_the_newsroom(self, request, at_work, role):
        client = at_work(request.getfixturevalue(role))
        line = write(None, "secret")
        for address in (LIST, f"{LIST}{line.pk}/change/", f"{LIST}{line.pk}/history/", EXPORT):
            assert client.get(address).status_code == 403
        assert client.post(EXPORT).status_code == 403

    def test_reading_is_not_exporting(self, auditor, at_work):
        auditor.user_permissions.remove(Permission.objects.get(codename="export_auditentry"))
        client = at_work(auditor)
        assert client.get(LIST).context["may_export"] is False
        assert client.post(EXPORT).status_code == 403
        auditor.user_permissions.set([Permission.objects.get(codename="export_auditentry")])
        assert at_work(auditor).post(EXPORT).status_code == 403  # the other way round neither
        assert not AuditEntry.objects.filter(action="audit.export").exists()

    def test_nobody_writes_in_it_not_even_a_superuser(self, admin, at_work):
        line = write(admin, "written once")
        client = at_work(admin)
        assert client.get(f"{LIST}{line.pk}/change/").status_code == 200
        for address in (f"{LIST}add/", f"{LIST}{line.pk}/delete/", f"{LIST}{line.pk}/change/"):
            assert client.post(address, {"words": "other", "post": "yes"}).status_code == 403
        client.post(LIST, {"action": "delete_selected", "_selected_action": line.pk, "post": "yes"})
        assert AuditEntry.objects.get(pk=line.pk).words == "written once"


class TestTheList:
    def test_narrowed_down(self, auditor, reporter, at_work):
        client = at_work(auditor)  # leaves a line of its own: auditor, account.login
        write(reporter, "one", "story.save", thing=RegionFactory(name_fr="Donetsk"))
        write(reporter, "two", "story.publish")
        write(None, "three", "account.login_failed")
        assert listed(client, by=reporter.pk) == ["two", "one"]
        assert listed(client, by="0") == ["three"]
        assert listed(client, action="story.publish") == ["two"]
        assert listed(client, noun="region") == ["one"]
        assert listed(client, q="DONE") == ["one"]
        assert listed(client, q="donetsk louhansk") == []
        assert listed(client, by=reporter.pk, action="account.login_failed") == []

    def test_a_day_is_a_day_of_the_newsroom(self, auditor, at_work):
        client = at_work(auditor)
        paris = ZoneInfo("Europe/Paris")
        for words, at in (
            ("before", (2026, 3, 28, 23, 59)),
            ("first", (2026, 3, 29, 0, 0)),
            ("last", (2026, 3, 29, 23, 59)),
        ):
            write(None, words, at=datetime(*at, tzinfo=paris))
        assert listed(client, **{"from": "2026-03-29", "to": "2026-03-29"}) == ["last", "first"]
        assert listed(client, to="2026-03-28") == ["before"]

    @pytest.mark.parametrize(
        "query", [{"from": "x"}, {"to": "9999-12-31"}, {"by": "x"}, {"by": "9" * 30}, {"action": "'"}]
    )
    def test_odd_questions_are_answered(self, auditor, at_work, query):
        assert at_work(auditor).get(LIST, query).status_code == 200

    @pytest.mark.parametrize("query", [{"q": "\0"}, {"action": "\0"}, {"by__password": "x"}])
    def test_forged_ones_are_refused(self, auditor, at_work, query):
        assert at_work(auditor).get(LIST, query).status_code == 400
        assert at_work(auditor).post(f"{EXPORT}?{next(iter(query))}={'%00'}").status_code == 400

    def test_what_was_done_in_words_and_an_unknown_code_as_it_is(self, auditor, reporter, at_work):
        region = RegionFactory(name_fr="Donetsk")
        written = [("story.publish", None), ("region.add", region), ("odd.code", None)]
        for action, thing in written:
            write(reporter, "x", action, thing=thing)
        page = at_work(auditor).get(LIST, {"by": reporter.pk})
        text = page.content.decode()
        for words in ("Publié", "Région · ajout", "odd.code", "Région · Donetsk"):
            assert f">{words}</td>" in text, words
        offered = dict(page.context["cl"].filter_specs[2].lookup_choices)
        assert {code: offered[code] for code, _thing in written} == {
            "story.publish": "Publié",
            "region.add": "Région · ajout",
            "odd.code": "odd.code",
        }

    def test_every_code_the_workflow_writes_has_words(self):
        sources = "".join(path.read_text("utf-8") for path in Path(audit.__file__).parent.glob("*.py"))
        written = set(re.findall(r'"((?:story|preview|image|front|account|audit)\.[a-z_]+)"', sources))
        codes = written | {f"story.{move}" for move in MOVES}
        assert len(codes) > 40
        assert {code for code in codes if action_words(code) == code} == set()

    def test_what_is_written_shows_as_text(self, auditor, at_work):
        write(None, "<script>alert(1)</script>")
        assert "<script>alert(1)" not in at_work(auditor).get(LIST).content.decode()

    def test_it_costs_the_same_and_is_never_counted_to_its_end(self, auditor, at_work, monkeypatch):
        client = at_work(auditor)
        write(auditor, "one")
        few = count(client, LIST)
        for number in range(120):
            write(UserFactory(), f"line {number}", f"story.a{number}")
        assert count(client, LIST) == few
        assert count(client, f"{LIST}?p=2") == few
        monkeypatch.setattr("articles.admin.paging.MOST", 100)
        paginator = client.get(LIST).context["cl"].paginator
        assert (paginator.count, paginator.words, paginator.num_pages) == (100, "100+", 1)


class TestTheExport:
    def test_the_lines_of_the_list_the_newest_first(self, auditor, reporter, at_work):
        revisions.start(story_data(headline="Un titre"), reporter)
        write(reporter, "other", "story.other")
        answer = at_work(auditor).post(f"{EXPORT}?action=story.start")
        head, line = rows(answer)
        assert head == [
            "date et heure",
            "qui",
            "quoi",
            "code de l’acte",
            "sur quoi",
            "code de l’objet",
            "numéro de l’objet",
            "nom de l’objet",
            "détails",
        ]
        assert line[1:6] == ["reporter", "Article commencé", "story.start", "Article", "story"]
        assert line[7] == "Un titre"
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="trail-')

    def test_no_cell_is_a_formula(self, auditor, at_work):
        for words in ("=cmd|' /C calc'!A0", " +1", "＝1", "\tx", "@SUM(1)", "-1"):
            write(None, words)
        cells = [row[8] for row in rows(at_work(auditor).post(f"{EXPORT}?action=story.save"))[1:]]
        assert cells == ["'-1", "'@SUM(1)", "'\tx", "'＝1", "' +1", "'=cmd|' /C calc'!A0"]

    def test_a_name_typed_by_a_stranger_is_no_formula_either(self, auditor, at_work):
        assert authenticate(username="=HYPERLINK(1)", password="x") is None
        line = rows(at_work(auditor).post(f"{EXPORT}?action=account.login_failed"))[1]
        assert line[1] == "'=HYPERLINK(1)"

    def test_it_is_written_down_before_the_first_byte(self, auditor, at_work):
        answer = at_work(auditor).post(f"{EXPORT}?action=story.save&q=kherson")
        line = AuditEntry.objects.get(action="audit.export")
        assert (line.by, line.words) == (auditor, "action=story.save, q=kherson")
        answer.close()

    def test_reading_an_address_exports_nothing(self, auditor, at_work):
        assert at_work(auditor).get(EXPORT).status_code == 405
        assert not AuditEntry.objects.filter(action="audit.export").exists()

    def test_a_page_of_another_site_cannot_ask_for_it(self, auditor):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        client.force_login(auditor)
        assert client.post(EXPORT).status_code == 403

    def test_english_spreadsheets_want_a_comma(self, auditor, at_work):
        client = at_work(auditor)
        client.cookies["django_language"] = "en"
        assert rows(client.post(EXPORT), ",")[0][0] == "time"

    def test_times_tell_their_zone(self, auditor, at_work):
        write(None, "x", "a.b", at=datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo("UTC")))
        assert rows(at_work(auditor).post(f"{EXPORT}?action=a.b"))[1][0] == "2026-07-01 14:00:00+02:00"
        assert timezone.get_current_timezone_name() == "Europe/Paris"
