"""What readers see of a discussion: a page of its threads, one thread whole, the place of one comment, the newest."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils import translation

from articles.lib.keys import is_key
from articles.models import Comment, Story
from articles.queries.worked import WorkedModels

THREADS = 50  # on a page of a discussion
ANSWERS = 5  # of each thread there; the page of the thread has them all
ON_THREAD_PAGE = 50
PICKS = 3
IN_FEED = 50
OLDEST, NEWEST = "oldest", "newest"
# What is printed, and no e-mail.
PRINTED = [
    *("story", "parent", "thread", "depth", "name", "website", "role", "html"),
    *("created_at", "edited_at", "status", "picked_at"),
]


@dataclass
class DiscussionPage:
    """Some threads of a story: each a Comment with `nested`, its first answers, and `more`, whether there are others.

    It knows whether a page comes next, not how many there are: nobody counts 100,000 comments to show fifty.
    """

    address: str
    number: int = 1
    order: str = OLDEST
    threads: list[Comment] = field(default_factory=list)
    picks: list[Comment] = field(default_factory=list)
    has_next: bool = False

    def at(self, number, order):
        """The address of a page: '/2026/11/23/x/?comments=2&order=newest'; the first one is the story's own."""
        query = [f"comments={number}"] * (number > 1) + [f"order={order}"] * (order != OLDEST)
        return self.address + "?" * bool(query) + "&".join(query)

    @property
    def next(self):
        return self.at(self.number + 1, self.order) if self.has_next else ""

    @property
    def previous(self):
        return self.at(self.number - 1, self.order) if self.number > 1 else ""

    @property
    def is_long(self):
        """Whether it matters where it begins."""
        return len(self.threads) > 1 or self.number > 1

    @property
    def orders(self):
        """(name, address of its first page, whether it is this one) of each order."""
        return [(order, self.at(1, order), order == self.order) for order in (OLDEST, NEWEST)]

    @property
    def reply(self):
        """What the key of a comment and '#comment-form' complete to the address at which to answer it."""
        here = self.at(self.number, self.order)
        return f"{here}{'&' if '?' in here else '?'}reply="


@dataclass
class ThreadPage:
    root: Comment
    page: Page


def discussion_page(story, page="1", order=OLDEST):
    """The threads of a story that `page` and `order` ask for; any value of them gives a page, the nearest there is.

    Two queries, one when nobody has answered, none without comments; two more only for a page behind the last one.
    However long the discussion: at most 50 threads with 5 answers each are read.
    """
    order = NEWEST if order == NEWEST else OLDEST
    # A thread has at least one visible comment, so there are no more threads than comments.
    number = nearest(page, -(-story.comment_count // THREADS))
    found = _threads(story, number, order) if story.comment_count else []
    if not found and number > 1:
        number = nearest(page, -(-_roots(story).count() // THREADS))
        found = _threads(story, number, order)
    here = [comment for comment in found if not comment.as_pick]
    here.sort(key=_moment, reverse=order == NEWEST)
    threads = here[:THREADS]
    _nest(threads, _first_answers(threads) if _has_answers(story, threads) else [])
    # What opens the discussion is not said twice in a row: there its mark tells that it was picked.
    opening = threads[0].pk if threads else None
    picks = [comment for comment in found if comment.as_pick and comment.pk != opening]
    picks.sort(key=lambda comment: comment.picked_at, reverse=True)
    address = story.get_absolute_url()
    return DiscussionPage(address, number, order, threads, picks, has_next=len(here) > THREADS)


def nearest(wanted, last):
    """The number of a page that exists: ('3', 9) -> 3, ('zzz', 9) -> 1, ('0', 9) -> 1, ('1000…', 9) -> 9."""
    if not (wanted.isascii() and wanted.isdecimal()):
        return 1
    # Beyond nine digits it is more than any last page, and int() would read thousands of them.
    number = int(wanted) if len(wanted) < 10 else last
    return max(1, min(number, last))


def _moment(comment):
    return comment.created_at, comment.pk


def _roots(story):
    return Comment.objects.shown().filter(story=story, thread=None)


def _threads(story, number, order):
    """The threads of a page and one more, when there is one; on the first page the picks too, marked. One query."""
    return _first_page(order, THREADS, ANSWERS)(key=story.pk) if number == 1 else list(_page(story.pk, number, order))


def _page(story, number, order):
    direction = ("-created_at", "-pk") if order == NEWEST else ("created_at", "pk")
    first = (number - 1) * THREADS
    # The keys alone are counted off, in the index; the rows of other pages are never read.
    keys = _roots(story).order_by(*direction).values("pk")[first : first + THREADS + 1]
    found = _with_cut(Comment.objects.filter(pk__in=keys), as_pick=False)
    if number == 1:
        picked = Comment.objects.visible().filter(story=story, picked_at__isnull=False)
        picked = picked.order_by("-picked_at", "-pk").values("pk")[:PICKS]
        found = found.union(_with_cut(Comment.objects.filter(pk__in=picked), as_pick=True), all=True).order_by()
    return found


def _with_cut(comments, as_pick):
    """`cut`: when the first answer was sent that is not shown with its thread; None: all are."""
    answers = Comment.objects.shown().filter(thread=OuterRef("pk")).order_by("created_at", "pk")
    cut = Subquery(answers.values("created_at")[ANSWERS : ANSWERS + 1])
    return comments.order_by().only(*PRINTED).annotate(cut=cut, as_pick=Value(as_pick, output_field=BooleanField()))


@lru_cache
def _first_page(order, _threads, _answers):
    """What nearly everybody asks, worked out once for an order and these sizes of a page."""
    return WorkedModels(lambda key: _page(key, 1, order), key=-1)  # a key that no story has


def _has_answers(story, threads):
    """False when readers see no more comments of the story than these."""
    return story.comment_count > sum(thread.status == Comment.Status.APPROVED for thread in threads)


def _first_answers(threads):
    """One query, which reads a few answers of a long thread, not all."""
    wanted = Q(thread__in=[thread.pk for thread in threads if thread.cut is None])
    for thread in threads:
        if thread.cut is not None:
            wanted |= Q(thread=thread.pk, created_at__lte=thread.cut)
    return Comment.objects.shown().filter(wanted).order_by().only(*PRINTED)


def _nest(threads, answers):
    """Hangs each answer under the comment it answers; under its thread when that one is not there."""
    placed = {thread.pk: thread for thread in threads}
    room = dict.fromkeys(placed, ANSWERS)
    for thread in threads:
        thread.nested, thread.more = [], thread.cut is not None
    for answer in sorted(answers, key=_moment):
        if room[answer.thread_id]:
            room[answer.thread_id] -= 1
            answer.nested = []
            placed.get(answer.parent_id, placed[answer.thread_id]).nested.append(answer)
            placed[answer.pk] = answer


def thread_page(root, number):
    """One thread, its answers in the order they were sent, paged; any `number` gives a page. Two queries."""
    answers = Comment.objects.shown().filter(thread=root).order_by("created_at", "pk")
    answers = answers.select_related("parent").only(*PRINTED, "parent__name", "parent__status")
    return ThreadPage(root, Paginator(answers, ON_THREAD_PAGE).get_page(number))


def address_of(comment):
    """Where a comment stands that readers see: '/2026/11/23/x/?comments=2#comment-12', or on the page of its thread.

    One query for the beginning of a thread, two for an answer; one more when the story is not loaded.
    """
    anchor = f"#comment-{comment.pk}"
    if comment.thread_id:
        before = _before(Comment.objects.shown().filter(thread=comment.thread_id), comment.pk)
        if before >= ANSWERS:
            return f"{thread_address(comment)}{_page_query(before)}{anchor}"
    number = _before(_roots(comment.story_id), comment.thread_id or comment.pk) // THREADS + 1
    return DiscussionPage(comment.story.get_absolute_url()).at(number, OLDEST) + anchor


def _page_query(before):
    number = before // ON_THREAD_PAGE + 1
    return f"?page={number}" if number > 1 else ""


def thread_address(comment):
    """The address of the page of its thread, in the story's language. A query when the story is not loaded."""
    with translation.override(comment.story.language):
        return reverse("comment_thread", args=[comment.thread_id or comment.pk])


def _before(comments, key):
    """How many of them were sent before the one with that key. Counted in the index.

    The database compares what it stored: SQLite knows thousandths of a second where Python has millionths.
    """
    moment = Subquery(Comment.objects.filter(pk=key).values("created_at"))
    earlier = Q(created_at__lt=moment) | Q(pk__lt=key)
    return comments.filter(earlier, created_at__lte=moment).order_by().count()


def answered_in(story, wanted):
    """The visible comment of the story with that key ('12'), or None. One query when it can be a key at all."""
    if not is_key(wanted):
        return None
    return story.comments.visible().only(*PRINTED).filter(pk=int(wanted)).first()


def newest_comments(language):
    """What the feed of the site tells, each with its story. One query."""
    return _newest().filter(story__in=Story.objects.public().in_language(language))[:IN_FEED]


def newest_comments_of(story):
    """What the feed of a story tells. One query."""
    return _newest().filter(story=story)[:IN_FEED]


def _newest():
    found = Comment.objects.visible().order_by("-created_at", "-pk").select_related("story")
    return found.only(*PRINTED, *(f"story__{name}" for name in ("headline", "language", "slug", "published_at")))
