"""Pictures in a store that speaks S3 (MEDIA_STORE), for a site on several machines.

Readers never see the store: addresses are the site's own (/media/images/…), the site fetches the file and sends it
with its own headers, and what stands in front (nginx, a CDN) keeps it for the day they allow. So the bucket stays
private, the policy for contents (CSP) as strict as ever, and the shelf of withdrawn pictures without any address.
"""

from contextlib import contextmanager
from urllib.parse import urljoin

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

KINDS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}
# Seconds: a store that does not answer must not hold the threads that pages need.
LIMITS = {"connect_timeout": 2, "read_timeout": 10, "retries": {"max_attempts": 2, "mode": "standard"}}
LIMITS |= {"s3": {"addressing_style": "path"}, "signature_version": "s3v4", "max_pool_connections": 32}
# Signing every part of a body with a checksum is Amazon's own newer custom: other stores refuse it.
LIMITS |= {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}


class StoreUnreachable(OSError):
    """The store does not answer, or refuses: an OSError, as a disk that fails is one."""


@contextmanager
def as_a_disk_would():
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise StoreUnreachable(f"The store of the pictures: {error}") from error


class Bucket(S3Storage):
    """Django's storage; what a disk would raise is raised, whatever the store said."""

    def __init__(self, **options):
        ours = {"file_overwrite": False, "querystring_auth": False, "default_acl": None}
        super().__init__(**ours | {"client_config": Config(**LIMITS)} | options)

    def url(self, name, **unused):
        """'images/9f86.jpg' -> '/media/images/9f86.jpg', at the site itself; nothing is asked."""
        return urljoin(settings.MEDIA_URL, name)

    def get_object_parameters(self, name):
        """What the file is: the store's own guess may not know AVIF."""
        return {"ContentType": KINDS.get(name.rpartition(".")[2], "application/octet-stream")}

    def sizes(self):
        """{name: bytes} of all that is in the bucket, in order."""
        with as_a_disk_would():
            return {each.key: each.size for each in self.bucket.objects.all()}

    def _open(self, name, mode="rb"):
        with as_a_disk_would():
            file = super()._open(name, mode)
            if "r" in mode:
                file.file  # noqa: B018 -- fetched here and now: what fails, fails before an answer has begun
            return file

    def _save(self, name, content):
        with as_a_disk_would():
            return super()._save(name, content)

    def delete(self, name):
        with as_a_disk_would():
            super().delete(name)

    def exists(self, name):
        with as_a_disk_would():
            return super().exists(name)

    def listdir(self, name):
        with as_a_disk_would():
            return super().listdir(name)

    def size(self, name):
        with as_a_disk_would():
            return super().size(name)
