"""Pages of a list that may be long: it is never counted to its end."""

from django.core.paginator import Paginator
from django.utils.formats import number_format
from django.utils.functional import cached_property

MOST = 10_000


class BoundedPaginator(Paginator):
    """Counts to ten thousand and then says "10,000+"; what lies deeper is found by a filter or a search.

    So the count and the deepest page read that many lines of an index at most, however many rows there are.
    """

    @cached_property
    def _counted(self):
        return self.object_list.order_by().values("pk")[: MOST + 1].count()

    @cached_property
    def count(self):
        return min(self._counted, MOST)

    @property
    def is_cut(self):
        return self._counted > MOST

    @property
    def words(self):
        """'312', '10 000+'."""
        return f"{number_format(self.count, force_grouping=True)}{'+' if self.is_cut else ''}"
