"""The cache that all processes of all machines share (CACHE_URL). The site goes on without it.

In it lie how often one address knocks at the login, and which codes of an authenticator app were used: nothing that
readers need, nothing that must last. When it does not answer, each process counts for itself, as a site without a
shared cache does, and asks again some seconds later.
"""

import logging
import time

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger("newsroom.cache")
# A login waits no longer than this for it, in seconds; redis-py's own default is to wait and to try again.
LIMITS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 0)}
AGAIN = 5.0  # seconds until a cache that was gone is asked again


class SharedCache(RedisCache):
    """Django's cache in Redis; its every method is asked there, or here while that one is gone."""

    gone_until = 0.0  # of the process: each of its threads has an object of its own

    def __init__(self, server, params):
        super().__init__(server, params | {"OPTIONS": LIMITS | params.get("OPTIONS", {})})
        self.alone = LocMemCache("alone", params)

    def reachable(self):
        """Whether it answers, asked now."""
        try:
            return bool(self._cache.get_client().ping())
        except RedisError:
            return False

    def _ask(self, name, *arguments, **options):
        if time.monotonic() >= self.gone_until:
            try:
                return getattr(super(), name)(*arguments, **options)
            except RedisError as error:
                SharedCache.gone_until = time.monotonic() + AGAIN
                log.error("The shared cache does not answer, each process counts logins for itself: %s", error)
        return getattr(self.alone, name)(*arguments, **options)

    def add(self, *arguments, **options):
        return self._ask("add", *arguments, **options)

    def get(self, *arguments, **options):
        return self._ask("get", *arguments, **options)

    def set(self, *arguments, **options):
        return self._ask("set", *arguments, **options)

    def touch(self, *arguments, **options):
        return self._ask("touch", *arguments, **options)

    def delete(self, *arguments, **options):
        return self._ask("delete", *arguments, **options)

    def get_many(self, *arguments, **options):
        return self._ask("get_many", *arguments, **options)

    def has_key(self, *arguments, **options):
        return self._ask("has_key", *arguments, **options)

    def incr(self, *arguments, **options):
        return self._ask("incr", *arguments, **options)

    def set_many(self, *arguments, **options):
        return self._ask("set_many", *arguments, **options)

    def delete_many(self, *arguments, **options):
        return self._ask("delete_many", *arguments, **options)

    def clear(self):
        return self._ask("clear")
