"""What moderators set: lists of words, rules of discussions; a text is tried, the filter learns. Nobody else may."""

import pytest
from django.utils import timezone

from articles.lib.defences import explain
from articles.models import AuditEntry, Comment, DiscussionRule, Learned, WordList
from articles.queries import discussion
from articles.queries.rulebook import rulebook
from articles.workflow.words import index_all
from tests.admin.test_story import count
from tests.factories import CommentFactory, RegionFactory, StoryFactory

LISTS, RULES = "/admin/articles/wordlist/", "/admin/articles/discussionrule/"
TRY, LEARN = f"{LISTS}try/", f"{LISTS}learn/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(moderator, at_work):
    return at_work(moderator)


def trail():
    return list(AuditEntry.objects.exclude(action="account.login").values_list("action", flat=True))


def word_list(**words):
    return WordList.objects.create(**{"title": "Jeux", "terms": "casino\nmachine à sous"} | words)


class TestWhoMay:
    @pytest.mark.parametrize("address", [LISTS, f"{LISTS}add/", TRY, LEARN, RULES, f"{RULES}add/"])
    def test_nobody_without_an_account(self, reader, address):
        assert "/login/" in reader.get(address).url
        assert "/login/" in reader.post(address).url

    @pytest.mark.parametrize("role", ["reporter", "editor"])
    def test_no_writer_by_address_or_by_a_crafted_post(self, request, at_work, role):
        client, words = at_work(request.getfixturevalue(role)), word_list()
        rule = DiscussionRule.objects.create(region=RegionFactory(), slow_minutes=5)
        for address in (LISTS, f"{LISTS}{words.pk}/change/", TRY, RULES, f"{RULES}{rule.pk}/change/"):
            assert client.get(address).status_code == 403
        posts = {
            f"{LISTS}add/": {"title": "x", "terms": "x"},
            f"{LISTS}{words.pk}/change/": {"title": "x", "terms": "x"},
            f"{LISTS}{words.pk}/delete/": {"post": "yes"},
            TRY: {"body": "casino"},
            LEARN: {},
            f"{RULES}add/": {"region": rule.region_id, "slow_minutes": 1},
            f"{RULES}{rule.pk}/change/": {"slow_minutes": 0},
            f"{RULES}{rule.pk}/delete/": {"post": "yes"},
        }
        assert {client.post(address, said).status_code for address, said in posts.items()} == {403}
        assert (WordList.objects.get().title, DiscussionRule.objects.get().slow_minutes) == ("Jeux", 5)
        assert not Learned.objects.exists()


class TestLists:
    def test_a_list_is_tidied_told_in_the_trail_and_holds_at_once(self, desk, django_capture_on_commit_callbacks):
        assert rulebook().listed
        with django_capture_on_commit_callbacks(execute=True):
            answer = desk.post(f"{LISTS}add/", {"title": "Jeux", "active": "on", "terms": " Roulette\r\n\r\nroulette"})
        assert answer.status_code == 302
        assert WordList.objects.get().terms == "Roulette"
        assert trail() == ["wordlist.add"]
        assert "roulette" in desk.post(TRY, {"body": "La ROULETTE !"}).context["held"][0].lower()

    def test_saved_as_it_was_it_leaves_no_line(self, desk):
        words = word_list()
        data = {"title": "Jeux", "active": "on", "terms": "casino\r\nmachine à sous"}
        assert desk.post(f"{LISTS}{words.pk}/change/", data).status_code == 302
        assert trail() == []

    def test_a_line_that_can_never_be_found_is_told(self, desk):
        answer = desk.post(f"{LISTS}add/", {"title": "x", "terms": "casino\n!!!"})
        assert answer.context["adminform"].form.errors.keys() == {"terms"}
        assert "!!!" in answer.text
        assert not WordList.objects.exists()

    def test_the_list_counts_the_words_without_reading_them(self, desk):
        word_list()
        word_list(title="Vide", terms="seul", active=False)
        page = desk.get(LISTS)
        assert [(each.title, each.lines) for each in page.context["cl"].result_list] == [("Jeux", 2), ("Vide", 1)]
        assert all("terms" in each.get_deferred_fields() for each in page.context["cl"].result_list)

    def test_the_list_costs_the_same(self, desk):
        word_list()
        few = count(desk, LISTS)
        for n in range(30):
            word_list(title=f"Liste {n}")
        assert count(desk, LISTS) == few

    @pytest.mark.slow
    def test_sixty_five_thousand_cyrillic_words_are_taken_as_a_browser_sends_them(self, desk):
        terms = "\r\n".join(f"слово-нецензурне {n}" for n in range(65_000))
        page = desk.get(f"{LISTS}add/")
        assert 'enctype="multipart/form-data"' in page.text
        assert desk.post(f"{LISTS}add/", {"title": "Великий", "terms": terms}).status_code == 302
        assert desk.get(LISTS).context["cl"].result_list[0].lines == 65_000


class TestTrying:
    def test_it_says_why_and_keeps_nothing(self, desk):
        WordList.objects.create(title="x", terms="roulette")
        text = "Une ROULETTE ? http://a.example http://b.example http://c.example"
        page = desk.post(TRY, {"body": text})
        assert page.status_code == 200
        assert page.context["held"] == explain([["links", 3], ["words", "roulette"]])
        assert "ROULETTE" in page.text  # still in the field
        assert not Comment.objects.exists()
        assert "ROULETTE" not in str(list(AuditEntry.objects.values()))

    def test_honest_words_are_not_held(self, desk):
        assert desk.post(TRY, {"body": "Merci pour cet article."}).context["held"] == []

    def test_markup_stays_text(self, desk):
        page = desk.post(TRY, {"body": "<script>alert(1)</script>", "name": '"><script>alert(1)</script>'})
        assert "<script>alert(1)" not in page.text

    @pytest.mark.parametrize("body", ["", "  ", "a" * 65_526])
    def test_nothing_and_too_much_are_told(self, desk, body):
        assert desk.post(TRY, {"body": body}).status_code == 422


class TestLearning:
    def test_with_too_little_it_says_so(self, desk):
        page = desk.post(LEARN, follow=True)
        assert [message.level_tag for message in page.context["messages"]] == ["warning"]
        assert not Learned.objects.exists()

    def test_it_learns_and_tells_from_how_many(self, desk, moderator):
        decided = {"decided_by": moderator, "decided_at": timezone.now()}
        for n in range(30):
            CommentFactory(status="spam", body=f"Investissez vite : bitcoin, profit garanti, bonus {n}", **decided)
            CommentFactory(status="approved", body=f"Merci pour la carte {n}", **decided)
        assert desk.get(LEARN).status_code == 405
        page = desk.post(LEARN, follow=True)
        learned = Learned.objects.get()
        assert (learned.spam, learned.ham) == (30, 30)
        [message] = page.context["messages"]
        assert "30" in str(message)
        assert "100,0" in str(message)  # of the fifth kept back, all of the spam
        assert page.context["lesson"] == learned
        assert page.context["since"] == 0


class TestRules:
    def test_a_story_is_looked_for_by_its_words_and_only_among_the_public_ones(self, desk):
        public = StoryFactory(public=True, headline="Élection à Kherson")
        for hidden in ({}, {"withdrawn": True}, {"scheduled": True}, {"expired": True}):
            StoryFactory(headline="Élection SECRÈTE à Kherson", **hidden)
        index_all()
        page = desk.get(f"{RULES}add/", {"find": "election kherson"})
        assert page.context["found"] == [public]
        assert "SECRÈTE" not in page.text
        assert desk.get(f"{RULES}add/", {"find": "\0 rien"}).context["found"] == []

    def test_a_rule_of_the_story_that_was_chosen(self, desk):
        story = StoryFactory(public=True)
        assert story.headline in desk.get(f"{RULES}add/?story={story.pk}").text
        answer = desk.post(f"{RULES}add/?story={story.pk}", {"story": story.pk, "slow_minutes": 5, "all_held": "on"})
        assert answer.status_code == 302
        rule = DiscussionRule.objects.get()
        assert (rule.story, rule.region, rule.slow_minutes, rule.all_held) == (story, None, 5, True)
        assert trail() == ["discussionrule.add"]

    @pytest.mark.parametrize("key", ["x", "9" * 30, "-1", "٣", "0"])
    def test_what_is_no_story_is_not_chosen(self, desk, key):
        page = desk.get(f"{RULES}add/", {"story": key})
        assert page.status_code == 200
        assert page.context["chosen"] is None
        assert desk.post(f"{RULES}add/", {"story": key, "slow_minutes": 5}).status_code == 200
        assert not DiscussionRule.objects.exists()

    def test_a_draft_cannot_be_chosen_nor_learned_about(self, desk):
        draft = StoryFactory(headline="SECRET")
        assert "SECRET" not in desk.get(f"{RULES}add/?story={draft.pk}").text
        answer = desk.post(f"{RULES}add/", {"story": draft.pk, "slow_minutes": 5})
        assert "SECRET" not in answer.text
        assert not DiscussionRule.objects.exists()

    def test_a_second_rule_leads_to_the_first(self, desk):
        rule = DiscussionRule.objects.create(story=StoryFactory(public=True), slow_minutes=5)
        for ask in (desk.get, desk.post):
            answer = ask(f"{RULES}add/?story={rule.story_id}")
            assert (answer.status_code, answer.url) == (302, f"{RULES}{rule.pk}/change/")

    def test_a_rule_of_a_region_holds_for_its_stories_at_once(self, desk, django_capture_on_commit_callbacks):
        region = RegionFactory()
        story = StoryFactory(public=True, regions=[region])
        assert not discussion.of(story).all_held
        with django_capture_on_commit_callbacks(execute=True):
            said = {"region": region.pk, "slow_minutes": 10, "all_held": "on", "close_days": 0}
            assert desk.post(f"{RULES}add/", said).status_code == 302
        now = discussion.of(story)
        assert (now.slow_seconds, now.all_held, now.closes_at) == (600, True, None)

    def test_neither_story_nor_region_is_told_beside_the_field(self, desk):
        answer = desk.post(f"{RULES}add/", {"slow_minutes": 5})
        assert "region" in answer.context["adminform"].form.errors

    def test_what_it_is_of_never_changes(self, desk):
        rule = DiscussionRule.objects.create(story=StoryFactory(public=True), slow_minutes=5)
        said = {"slow_minutes": 1, "region": RegionFactory().pk, "story": StoryFactory(public=True).pk}
        assert desk.post(f"{RULES}{rule.pk}/change/", said).status_code == 302
        now = DiscussionRule.objects.get()
        assert (now.story_id, now.region_id, now.slow_minutes) == (rule.story_id, None, 1)

    def test_the_list_costs_the_same(self, desk):
        DiscussionRule.objects.create(story=StoryFactory(public=True))
        few = count(desk, RULES)
        for _n in range(30):
            DiscussionRule.objects.create(region=RegionFactory())
        assert count(desk, RULES) == few
