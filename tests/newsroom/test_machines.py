"""What the environment says of other machines arrives as the settings need it, or stops the start with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment, machines

AWAY = "https://s3.example.org:9000"
NEAR = "http://10.0.0.4:9000"


def database(url):
    return environment.database(url, 8)


def refused(variable, function, text):
    with pytest.raises(ImproperlyConfigured, match=variable) as caught:
        function(text)
    assert "hunter2" not in str(caught.value)
    return str(caught.value)


# Several hosts of one database


@pytest.mark.parametrize(
    ("url", "hosts", "ports"),
    [
        ("postgres://u:p@db1,db2/news", "db1,db2", "5432,5432"),
        ("postgresql://u:p@db1:5433,db2/news", "db1,db2", "5433,5432"),
        ("postgres://u@10.0.0.1:6000,10.0.0.2:6001,10.0.0.3/news", "10.0.0.1,10.0.0.2,10.0.0.3", "6000,6001,5432"),
        ("postgres://u:p@[::1]:5433,[fd00::2]/news", "::1,fd00::2", "5433,5432"),
        ("postgres://db1,db2/news", "db1,db2", "5432,5432"),
    ],
)
def test_a_primary_and_its_standbys(url, hosts, ports):
    config = database(url)
    assert (config["HOST"], config["PORT"], config["NAME"]) == (hosts, ports, "news")
    assert config["OPTIONS"]["target_session_attrs"] == "read-write"


def test_name_password_and_options_are_read_as_with_one_host():
    config = database("postgres://u%40x:p%40%2C@db1,db2/news?sslmode=require&connect_timeout=9")
    assert (config["USER"], config["PASSWORD"]) == ("u@x", "p@,")
    assert (config["OPTIONS"]["sslmode"], config["OPTIONS"]["connect_timeout"]) == ("require", 9)


def test_a_host_that_has_gone_silent_is_not_waited_for():
    options = database("postgres://u:p@db1,db2/news")["OPTIONS"]
    assert (options["connect_timeout"], options["tcp_user_timeout"]) == ("3", "10000")
    assert "connect_timeout" not in database("postgres://u:p@db1/news")["OPTIONS"]


@pytest.mark.parametrize("url", ["postgres://u:hunter2@a:0,b/news", "postgres://u:hunter2@a,b:70000/news"])
def test_a_port_that_no_machine_has_is_refused(url):
    refused("DATABASE_URL", database, url)


@pytest.mark.parametrize("url", ["postgres://u:hunter2@a,b/", "postgres://u:p@a,/news", "mysql://u:p@a,b/news"])
def test_a_list_with_a_hole_or_without_a_database_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database(url)


# The shared cache


def test_without_an_address_each_process_has_its_own_memory():
    assert machines.shared_cache("") == {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


@pytest.mark.parametrize("url", ["redis://cache:6379/0", "rediss://:pw@cache/1", "redis://[::1]:6379"])
def test_the_shared_cache_is_the_one_of_the_address(url):
    found = machines.shared_cache(url)
    assert (found["BACKEND"], found["LOCATION"]) == ("newsroom.shared_cache.SharedCache", url)


@pytest.mark.parametrize("url", ["cache:6379", "memcached://h/0", "redis://", "redis://:hunter2@h:x/0", "redis://h/a"])
def test_a_cache_that_is_not_understood_is_refused(url):
    refused("CACHE_URL", machines.shared_cache, url)


# The store of the pictures


def test_without_an_address_pictures_lie_in_the_media_folder():
    assert machines.media_store("")["BACKEND"] == "django.core.files.storage.FileSystemStorage"


def test_the_store_is_the_bucket_of_the_address():
    given = machines.media_store("s3://AK%2F:se%40cret@s3.example.org:9000/pictures?region=eu-west-3")
    assert given == {
        "BACKEND": "newsroom.media_store.Bucket",
        "OPTIONS": {
            "bucket_name": "pictures",
            "endpoint_url": AWAY,
            "region_name": "eu-west-3",
            "access_key": "AK/",
            "secret_key": "se@cret",
        },
    }


def test_keys_may_come_from_the_machine():
    options = machines.media_store("s3+http://10.0.0.4:9000/pictures")["OPTIONS"]
    assert options == {"bucket_name": "pictures", "endpoint_url": NEAR}


@pytest.mark.parametrize(
    "url",
    [
        *("s3://", "s3://k:hunter2@host", "s3://k:hunter2@host/", "s3://host/Bucket", "s3://host/a/b", "host/bucket"),
        *("https://host/bucket", "s3://k:hunter2@host:x/bucket", "s3://host/bucket?acl=public-read", "s3:///bucket"),
    ],
)
def test_a_store_that_is_not_understood_is_refused(url):
    refused("MEDIA_STORE", machines.media_store, url)


@pytest.mark.parametrize(
    ("function", "text", "variable"),
    [
        (machines.shared_cache, "redis://cache/0", "CACHE_URL"),
        (machines.media_store, "s3://host/bucket", "MEDIA_STORE"),
    ],
)
def test_a_missing_package_is_said_with_the_way_to_get_it(monkeypatch, function, text, variable):
    monkeypatch.setattr(machines, "find_spec", lambda package: None)
    assert "requirements-scale.txt" in refused(variable, function, text)
