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
# All of Django's that go to the server: the others are made of these.
METHODS = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear")
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
                return getattr(RedisCache, name)(self, *arguments, **options)
            except RedisError as error:
                SharedCache.gone_until = time.monotonic() + AGAIN
                log.error("The shared cache does not answer, each process counts logins for itself: %s", error)
        return getattr(self.alone, name)(*arguments, **options)


def _asked(name):
    return lambda self, *arguments, **options: self._ask(name, *arguments, **options)


for _name in METHODS:
    setattr(SharedCache, _name, _asked(_name))
