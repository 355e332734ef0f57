"""What lies in the shared cache, written as JSON.

Django's own way is pickle: then whoever may write into the cache (which often stands in a private network without a
password) would run code in every process that reads from it.
"""

import json


class Plain:
    """[1795478718.7] -> '[1795478718.7]' and back. Whole numbers stay what they are: Redis itself counts with them."""

    def dumps(self, value):
        return value if type(value) is int else json.dumps(value)

    def loads(self, data):
        """Raises ValueError for what is no JSON."""
        return json.loads(data)
