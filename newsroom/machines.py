"""What the environment says of other machines: several database hosts, a shared cache, a store for pictures.

Like newsroom/environment.py: the raw text of one variable in, what the settings use out, or `ImproperlyConfigured`
with a sentence. The packages for it (requirements-scale.txt) are needed only by a site that names such a machine.
"""

import re
from importlib.util import find_spec
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

HOST = r"(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.%-]+)(?::\d+)?"
SEVERAL = re.compile(rf"(?P<before>postgres(?:ql)?://(?:[^/?#]*@)?)(?P<hosts>{HOST}(?:,{HOST})+)(?P<after>[/?#].*)?")
# Of several hosts the one that takes writes is looked for, and one that has gone silent must not be waited for.
SEARCH = {
    "target_session_attrs": "read-write",
    "connect_timeout": "3",  # seconds for each host; psycopg's own are 130
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",  # milliseconds until a machine that acknowledges nothing is given up
}
CACHE_SCHEMES = ("redis", "rediss")
STORE_SCHEMES = {"s3": "https", "s3+http": "http"}
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
ON_DISK = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def database_hosts(url):
    """'postgres://u:p@a,b:5433/news' -> ('postgres://u:p@a/news', {'HOST': 'a,b', 'PORT': '5432,5433'}).

    An address with one host, or of another database -> itself and {}.
    """
    several = SEVERAL.fullmatch(url)
    if not several:
        if url.startswith("postgres") and "," in urlsplit(url).netloc.rpartition("@")[2]:
            raise ImproperlyConfigured("DATABASE_URL names several hosts, and one is none: give host1:5432,host2:5432.")
        return url, {}
    pairs = [_host_and_port(each) for each in several["hosts"].split(",")]
    found = {"HOST": ",".join(host for host, _port in pairs), "PORT": ",".join(port for _host, port in pairs)}
    return f"{several['before']}{several['hosts'].split(',')[0]}{several['after'] or ''}", found


def _host_and_port(text):
    """'[::1]:5433' -> ('::1', '5433'); 'db1' -> ('db1', '5432')."""
    host, _colon, port = text.rpartition(":") if re.search(r":\d+$", text) else (text, "", "5432")
    if not 0 < int(port) < 65536:
        raise ImproperlyConfigured(f"DATABASE_URL names port {port}, which no machine has.")
    return unquote(host.strip("[]")), port


def shared_cache(url):
    """'' -> the memory of each process; 'redis://host:6379/0' -> the cache that all processes share: CACHES' entry."""
    if not url:
        return IN_MEMORY
    parts = _parts("CACHE_URL", url, CACHE_SCHEMES, "redis://host:6379/0, or rediss://… for TLS")
    if not re.fullmatch(r"/?\d*", parts.path):
        raise ImproperlyConfigured(f"CACHE_URL ends in {parts.path!r}: give the number of a database, such as /0.")
    _need("redis", "CACHE_URL")
    # The names begin with ours: another program may use the same cache, or a Newsroom that wrote otherwise.
    written = {"KEY_PREFIX": "newsroom", "OPTIONS": {"serializer": "newsroom.shared_values.Plain"}}
    return {"BACKEND": "newsroom.shared_cache.SharedCache", "LOCATION": url} | written


def media_store(url):
    """'' -> the media folder; 's3://key:secret@host/bucket?region=eu-west-3' -> STORAGES' entry for that bucket.

    Without key and secret boto3 looks for them where it always does: the environment, the role of the machine.
    """
    if not url:
        return ON_DISK
    hint = "s3://key:secret@s3.example.org/bucket?region=eu-west-3 (s3+http://… inside a private network)"
    parts = _parts("MEDIA_STORE", url, STORE_SCHEMES, hint)
    bucket, more = parts.path.strip("/"), parse_qs(parts.query)
    if not BUCKET.fullmatch(bucket) or more.keys() - {"region"}:
        raise ImproperlyConfigured(f"MEDIA_STORE names no bucket: give {hint}.")
    _need("storages", "MEDIA_STORE")
    _need("boto3", "MEDIA_STORE")
    options = {"bucket_name": bucket, "endpoint_url": f"{STORE_SCHEMES[parts.scheme]}://{parts.netloc.split('@')[-1]}"}
    options |= {"region_name": more["region"][0]} if "region" in more else {}
    if parts.username:
        options |= {"access_key": unquote(parts.username), "secret_key": unquote(parts.password or "")}
    return {"BACKEND": "newsroom.media_store.Bucket", "OPTIONS": options}


def _parts(variable, url, schemes, hint):
    """The address in its parts. Its text may hold a password, so no error repeats it."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in schemes and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        known = False
    if not known:
        raise ImproperlyConfigured(f"{variable} is not understood: give {hint}.")
    return parts


def _need(package, variable):
    if find_spec(package) is None:
        raise ImproperlyConfigured(
            f"{variable} is set, but the package {package} is not installed: run deploy/venv.sh requirements-scale.txt"
        )
