"""Who changed what anybody may do, from what to what; and the history every thing carries."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone

from articles.models import AuditEntry
from tests.admin.test_story import count
from tests.factories import AuthorFactory, RegionFactory, SectionFactory, TagFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOUNS = {"region": RegionFactory, "section": SectionFactory, "tag": TagFactory, "author": AuthorFactory}


def account(user, **changes):
    """The form of an account as the browser sends it."""
    joined = timezone.localtime(user.date_joined)
    data = {
        "username": user.username,
        "email": user.email,
        **{f"{prefix}date_joined_0": f"{joined:%Y-%m-%d}" for prefix in ("", "initial-")},
        **{f"{prefix}date_joined_1": f"{joined:%H:%M:%S}" for prefix in ("", "initial-")},
        "groups": [group.pk for group in user.groups.all()],
    }
    data |= {name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)}
    return {name: value for name, value in (data | changes).items() if value is not None}


def told(thing):
    """(action, words) about it, the oldest first."""
    return list(AuditEntry.objects.about(thing).order_by("pk").values_list("action", "words"))


class TestAccounts:
    def test_a_role_given_and_one_taken(self, admin, reporter, at_work):
        editor = Group.objects.get(name="editor")
        client = at_work(admin)
        client.post(f"/admin/auth/user/{reporter.pk}/change/", account(reporter, groups=[editor.pk]))
        assert list(reporter.groups.all()) == [editor]
        action, words = told(reporter)[-1]
        assert action == "account.rights"
        assert "reporter → editor" in words
        assert words.count("→") == 1

    def test_shut_out_and_made_superuser(self, admin, reporter, at_work):
        changes = {"is_active": None, "is_superuser": "on"}
        at_work(admin).post(f"/admin/auth/user/{reporter.pk}/change/", account(reporter, **changes))
        (action, words), *more = told(reporter)
        assert (action, len(words.splitlines())) == ("account.rights", 2)
        assert [action for action, _words in more] == ["account.logout_everywhere"]
        assert "oui → non" in words
        assert "non → oui" in words

    def test_a_single_permission(self, admin, reporter, at_work):
        permission = Permission.objects.get(codename="view_auditentry")
        data = account(reporter, user_permissions=[permission.pk])
        at_work(admin).post(f"/admin/auth/user/{reporter.pk}/change/", data)
        assert "— → articles.view_auditentry" in told(reporter)[-1][1]

    def test_another_field_is_no_change_of_rights(self, admin, reporter, at_work):
        at_work(admin).post(f"/admin/auth/user/{reporter.pk}/change/", account(reporter, first_name="Camille"))
        (action, words), *more = told(reporter)
        assert (action, more) == ("account.change", [])
        assert "“Camille”" in words or "« Camille »" in words.replace("\u00a0", " ").replace("\u202f", " ")

    def test_saving_nothing_writes_nothing(self, admin, reporter, at_work):
        at_work(admin).post(f"/admin/auth/user/{reporter.pk}/change/", account(reporter))
        assert told(reporter) == []

    def test_a_password_is_never_written_down(self, admin, reporter, at_work):
        new = "un secret bien gardé"
        data = {"password1": new, "password2": new, "usable_password": "true"}
        at_work(admin).post(f"/admin/auth/user/{reporter.pk}/password/", data)
        reporter.refresh_from_db()
        assert reporter.check_password(new)
        (action, words), *more = told(reporter)
        assert (action, more) == ("account.change", [])
        assert not AuditEntry.objects.filter(words__contains=new).exists()
        assert reporter.password not in words

    def test_a_reporter_who_forges_one_is_denied_and_it_is_written_down(self, reporter, at_work):
        data = account(reporter, is_superuser="on")
        assert at_work(reporter).post(f"/admin/auth/user/{reporter.pk}/change/", data).status_code == 403
        assert not User.objects.get(pk=reporter.pk).is_superuser
        assert AuditEntry.objects.filter(action="account.denied", by=reporter).count() == 1


class TestRoles:
    def test_permissions_of_a_role_from_what_to_what(self, admin, at_work):
        role = Group.objects.create(name="stagiaire")
        first, second = Permission.objects.filter(codename__in=["view_tag", "view_section"]).order_by("codename")
        role.permissions.add(first)
        data = {"name": "stagiaire", "permissions": [second.pk]}
        at_work(admin).post(f"/admin/auth/group/{role.pk}/change/", data)
        assert [action for action, _words in told(role)] == ["group.rights"]
        assert "articles.view_section → articles.view_tag" in told(role)[0][1]

    def test_a_new_one_and_a_deleted_one(self, admin, at_work):
        permission = Permission.objects.get(codename="view_tag")
        client = at_work(admin)
        client.post("/admin/auth/group/add/", {"name": "lecteurs", "permissions": [permission.pk]})
        role = Group.objects.get(name="lecteurs")
        client.post(f"/admin/auth/group/{role.pk}/delete/", {"post": "yes"})
        lines = AuditEntry.objects.filter(noun="group", key=role.pk).order_by("pk")
        assert [line.action for line in lines] == ["group.rights", "group.add", "group.delete"]
        assert {line.label for line in lines} == {"lecteurs"}

    def test_no_role_of_the_newsroom_opens_them(self, editor, at_work):
        assert at_work(editor).get("/admin/auth/group/").status_code == 403


@pytest.mark.parametrize("noun", NOUNS)
class TestHistories:
    def test_added_changed_deleted(self, admin, at_work, noun):
        client = at_work(admin)
        thing = NOUNS[noun]()
        label = "name" if noun == "author" else "name_fr"
        page = client.get(f"/admin/articles/{noun}/{thing.pk}/change/").context["adminform"].form
        data = {name: page[name].value() for name in page.fields if page[name].value() is not None}
        before = data[label]
        client.post(f"/admin/articles/{noun}/{thing.pk}/change/", data | {label: "Autre"})
        (action, words), *more = told(thing)
        assert (action, more) == (f"{noun}.change", [])
        assert before in words
        assert "Autre" in words
        history = client.get(f"/admin/articles/{noun}/{thing.pk}/history/")
        assert [line.words for line in history.context["lines"]] == [words]
        assert "Autre" in history.content.decode()
        client.post(f"/admin/articles/{noun}/{thing.pk}/delete/", {"post": "yes"})
        last = AuditEntry.objects.order_by("-pk").first()
        assert (last.action, last.key, last.label) == (f"{noun}.delete", thing.pk, "Autre")

    def test_who_may_not_see_the_thing_sees_no_history(self, moderator, at_work, noun):
        assert at_work(moderator).get(f"/admin/articles/{noun}/{NOUNS[noun]().pk}/history/").status_code == 403

    def test_it_costs_the_same(self, admin, at_work, noun):
        from articles.workflow import audit

        client, thing = at_work(admin), NOUNS[noun]()
        audit.record(admin, thing, "one")
        few = count(client, f"/admin/articles/{noun}/{thing.pk}/history/")
        for number in range(150):
            audit.record(UserFactory() if number % 30 == 0 else admin, thing, "more")
        assert count(client, f"/admin/articles/{noun}/{thing.pk}/history/?p=2") == few


def test_nobody_writes_rights_into_their_own_role(reporter, at_work):
    """Whoever could change roles could give themselves anything: that is left to superusers."""
    role = Group.objects.get(name="reporter")
    role.permissions.add(*Permission.objects.filter(content_type__app_label="auth", content_type__model="group"))
    before = set(role.permissions.values_list("pk", flat=True))
    publish = Permission.objects.get(codename="publish_story")
    client = at_work(reporter)
    for address, data in (
        (f"/admin/auth/group/{role.pk}/change/", {"name": "reporter", "permissions": [publish.pk]}),
        ("/admin/auth/group/add/", {"name": "mine", "permissions": [publish.pk]}),
        (f"/admin/auth/group/{role.pk}/delete/", {"post": "yes"}),
    ):
        assert client.post(address, data).status_code == 403
    assert set(role.permissions.values_list("pk", flat=True)) == before
    assert not Group.objects.filter(name="mine").exists()
