"""The learning filter: what it may learn, what it must forget, and how well it does on what it has not seen."""

import pytest

from articles.lib import bayes
from articles.lib.defences.text import read
from benchmarks.spam_set import BANKS, comments, learned, tried


def text(body, **fields):
    return read({"body": body} | fields)


def by_many(body, people=30):
    """The same comment by so many people."""
    return [(f"{n}@example.org", bayes.traits(text(body)).keys()) for n in range(people)]


SPAM, HAM = "Gros bonus casino gratuit, inscription https://a.example", "Merci pour cet article sur Kherson"


def test_words_are_learned_by_their_stems_and_figures_not_at_all():
    found = bayes.traits(text("Les casinos : 500 €, écris à @lea_1 ou https://a.example/x 0612345678", name="Zoé Nom"))
    assert found == {
        "les": "les",
        "casin": "casinos",
        "ecris": "ecris",
        "lea": "lea",
        "examp": "example",
        "+link": "https://",
        "+amount": "500 €",
        "+handle": "@lea",
    }


def test_too_little_teaches_nothing():
    assert bayes.learn(by_many(SPAM, 19), by_many(HAM, 100)) == {}
    assert bayes.learn(by_many(SPAM, 100), by_many(HAM, 19)) == {}
    assert bayes.learn([], []) == {}


def test_what_fewer_than_three_people_wrote_is_forgotten():
    secret = [("a@example.org", {"prenom"})] * 50 + [("b@example.org", {"prenom"})] * 50
    weights = bayes.learn(by_many(SPAM), by_many(HAM) + secret)
    assert "prenom" not in weights and "casin" in weights
    weights = bayes.learn(by_many(SPAM), [*by_many(HAM), *secret, ("c@example.org", {"prenom"})])
    assert "prenom" in weights


def test_the_vocabulary_has_an_end(monkeypatch):
    monkeypatch.setattr(bayes, "VOCABULARY", 3)
    assert len(bayes.learn(by_many(SPAM), by_many(HAM))) == 3


def test_no_word_holds_a_comment_alone():
    judge = bayes.Filter(bayes.learn(by_many(SPAM), by_many(HAM)))
    assert judge.suspects(text("casino")) == []
    assert judge.suspects(text("casino " * 500)) == []
    assert judge.suspects(text(SPAM)) != []


def test_it_says_which_words_spoke_for_it():
    judge = bayes.Filter({"casin": 3.0, "bonus": 2.9, "gratu": 2.8, "merci": -1.0})
    assert judge.suspects(text("Casinos gratuits, bonus")) == ["casinos", "bonus", "gratuits"]


def test_spam_hidden_in_an_endless_honest_text_is_still_found():
    honest = [f"m{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300)]
    judge = bayes.Filter({"casin": 3.0, "bonus": 3.0, "gratu": 3.0, "inscr": 3.0} | dict.fromkeys(honest, -0.2))
    assert judge.suspects(text(f"casino bonus gratuit inscription {' '.join(honest)}")) != []


def test_learning_twice_gives_the_same():
    assert bayes.learn(by_many(SPAM), by_many(HAM)) == bayes.learn(by_many(SPAM)[::-1], by_many(HAM)[::-1])


class TestOnCommentsItHasNotSeen:
    """benchmarks/spam_set.py: written by us; what it learns from shares no template with what it is tried on."""

    @pytest.fixture
    def trial(self):
        return tried(learned())

    @staticmethod
    def templates(bank):
        lines = (BANKS / f"{bank}.txt").read_text(encoding="utf-8").splitlines()
        return {line for line in lines if line and line[0] not in "[#"}

    def test_the_two_share_no_template_and_no_comment(self):
        for kind in ("spam", "ham"):
            assert not self.templates(f"train_{kind}") & self.templates(f"test_{kind}")
            assert not set(comments(f"train_{kind}")) & set(comments(f"test_{kind}"))

    def test_there_are_several_hundred(self):
        assert [len(set(comments(bank))) for bank in ("train_spam", "train_ham")] == [500, 278]
        assert len(comments("test_spam")) > 300 and len(comments("test_ham")) > 200

    def test_nine_in_ten_of_the_spam_are_held(self, trial):
        spam, _ham = trial
        assert sum(map(bool, spam.values())) / len(spam) >= 0.9

    def test_one_in_a_hundred_honest_ones_at_most(self, trial):
        _spam, ham = trial
        assert sum(map(bool, ham.values())) / len(ham) <= 0.01
