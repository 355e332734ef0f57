"""What the learning filter knows, for whoever looks after it."""

from articles.models import Comment, Learned


def last_lesson():
    """The newest Learned without its weights, or None. One query."""
    return Learned.objects.defer("weights").first()


def decided_since(lesson):
    """How many decisions that teach were taken since; all of them without a lesson. One query."""
    taught = Comment.objects.filter(decided_by__isnull=False, status__in=(Comment.Status.SPAM, Comment.Status.APPROVED))
    return (taught.filter(decided_at__gt=lesson.created_at) if lesson else taught).count()
