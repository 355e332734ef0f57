"""What readers say under the stories: threads of three floors, most of it approved, a little of it waiting."""

from dataclasses import dataclass
from datetime import timedelta

from articles.management.seed.tables import Table
from articles.management.seed.vocabulary import words
from articles.models import Comment, Flag, Person
from articles.models.comment import DEEPEST
from articles.queries.raw import stamp

COMMENT = Table(
    Comment,
    "id story parent thread depth name email website role person sender body html fingerprint notify created_at status "
    "shown reasons flagged decided_at refusal message picked_at",
)
FLAG = Table(Flag, "comment reason words sender created_at")
PERSON = Table(Person, "id email name language verified_at key no_mail standing note created_at")

SHARES = (0, 0.5, 0, 2, 0, 4.5, 0, 0.5, 2, 0.5)  # of ten stories, in means: four have none, one nearly half of all
IN_A_READER, VERIFIED = 15, 10  # comments a reader; one in ten readers has a verified address
REMEMBERED = timedelta(days=30)  # after that nobody knows from where it came
FIRST_TIME = '[["first_time", ""]]'


@dataclass
class Said:
    """A comment on its way: where it stands and what has become of it."""

    key: int
    at: object
    parent: object = None
    depth: int = 1
    answered: bool = False
    status: str = "approved"
    flagged: int = 0

    @property
    def thread(self):
        said = self
        while said.parent:
            said = said.parent
        return said.key if self.parent else None


class Comments:
    """`number` comments from the key `first` on, shared out among the stories that are out."""

    def __init__(self, number, first, first_person, now, pools, draw):
        self.number, self.key, self.first_person, self.now = number, first, first_person, now
        self.pools, self.draw = pools, draw
        self.readers = max(20, number // IN_A_READER)
        self.names = [word.title() for word in words("fr", 1000)]
        self.due, self.given = 0.0, 0

    def people(self):
        """The rows of readers whose address is verified."""
        for reader in range(0, self.readers if self.number else 0, VERIFIED):
            at, key = stamp(self.now - timedelta(days=30 + reader % 3000)), self.first_person + reader // VERIFIED
            name, email = self._reader(reader)
            yield (key, email, name, "fr", at, f"{self.draw.getrandbits(128):032x}", False, "", "", at)

    def _reader(self, reader):
        name = f"{self.names[reader % 1000]} {self.names[reader * 31 // 7 % 1000]}"
        return name, f"seed-{self.first_person}-{reader}@example.org"

    def of(self, n, story, mean, is_last, add):
        """Makes those of the nth story, `mean` under each, all that are left when it `is_last`.

        Gives back how many of them readers see.
        """
        self.due += mean * SHARES[n % 10]
        if story.out is None:
            return 0
        number = self.number - self.given if is_last else min(int(self.due), self.number - self.given)
        self.due -= number
        self.given += number
        said = self._threads(number, story)
        for each in said:
            self._judge(each, story)
            add(COMMENT, self._row(each, story))
            if each.flagged:
                add(FLAG, (each.key, "off_topic", "", "", stamp(self.now)))
        return sum(each.status == "approved" for each in said)

    def _threads(self, number, story):
        draw, span = self.draw.random, min(timedelta(days=10), self.now - story.out)
        said = []
        for at in sorted(draw() ** 3 for _comment in range(number)):
            comment = Said(self.key, story.out + span * at)
            self.key += 1
            if said and draw() < 0.4:
                answered = said[int(draw() * len(said))]
                if answered.depth < DEEPEST:
                    answered.answered = True
                    comment.parent, comment.depth = answered, answered.depth + 1
            said.append(comment)
        return said

    def _judge(self, said, story):
        """What was answered was public; only under fresh stories anything waits or is flagged."""
        chance = self.draw.random()
        if story.fresh:
            said.status = "pending" if chance < 0.2 and not said.answered else "approved"
            said.flagged = int(chance > 0.97)
        elif said.answered:
            said.status = "withdrawn" if chance < 0.003 else "approved"
        elif chance < 0.05:
            said.status = "refused" if chance < 0.03 else "spam" if chance < 0.04 else "withdrawn"

    def _row(self, said, story):
        reader = int(self.readers * self.draw.random() ** 2)
        person = self.first_person + reader // VERIFIED if reader % VERIFIED == 0 else None
        name, email, sender, words = *self._reader(reader), "", self.draw.choice(self.pools[story.language].comments)
        body, html = words.body, words.html
        if self.now - said.at < REMEMBERED:
            sender = f"{hash(email) & (1 << 64) - 1:064x}"
        if said.status == "withdrawn":
            name, email, person, sender, body, html = "", "", None, "", "", ""
        at, held = stamp(said.at), said.status in ("refused", "spam") or said.key % 3 == 0
        decided = at if held and said.status != "pending" else None
        picked = at if said.status == "approved" and said.key % 500 == 0 else None
        return (
            *(said.key, story.key, said.parent and said.parent.key, said.thread, said.depth, name, email, "", ""),
            *(person, sender, body, html, f"{self.draw.getrandbits(256):064x}", False, at, said.status),
            *(said.status == "approved" or said.answered, FIRST_TIME if held else "[]", said.flagged, decided),
            *("other" if said.status == "refused" else "", "", picked),
        )
