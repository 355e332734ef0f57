"""The production kit with this site's settings in it: `make kit` writes var/deploy/ from deploy/nginx and systemd.

What concerns the site comes from .env as the site itself reads it; what concerns nginx alone from the NGINX_ names
below (shell or .env). Nothing is installed: docs/production.md says where the files go.
"""

import os
import re
import sys
from ipaddress import ip_network
from urllib.parse import urlsplit

import django
from django.core.exceptions import ImproperlyConfigured
from prepare import ROOT, step

FIELD = re.compile(r"{{ (\w+) }}")
SERVER = re.compile(r"[A-Za-z0-9_.:\[\]-]+")
SAFE = re.compile(r"[^\s;{}\"'$\\]+")  # nothing that could end a directive
BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"


def main():
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from django.conf import settings

    folder = settings.VAR_DIR.resolve() / "deploy"
    (folder / "nginx").mkdir(parents=True, exist_ok=True)
    for each in (settings.VAR_DIR / "nginx", settings.VAR_DIR / "acme", settings.VAR_DIR / "log"):
        each.mkdir(parents=True, exist_ok=True)
    write_nginx(folder / "nginx", values(settings, folder / "nginx"))
    write_units(folder / "systemd")
    advise(settings)
    step(f"Written to {folder}; to try it: nginx -t -c {folder}/nginx/nginx.conf")


def asked(name, default):
    """The value of one NGINX_ name, of which nothing may leak into another line of the configuration."""
    value = os.environ.get(name, "") or default
    if not SAFE.fullmatch(value):
        raise ImproperlyConfigured(f"{name} is {value!r}: no spaces, quotes, semicolons or braces.")
    return value


def values(settings, kit):
    site = urlsplit(settings.SITE_URL)
    names = " ".join(dict.fromkeys(settings.ALLOWED_HOSTS))
    host = f"[{site.hostname}]" if ":" in site.hostname else site.hostname
    cookies = "|".join(map(re.escape, (settings.SESSION_COOKIE_NAME, settings.COMMENTER_COOKIE_NAME)))
    brotli = os.path.exists(BROTLI)
    hsts = f'add_header Strict-Transport-Security "max-age={settings.SECURE_HSTS_SECONDS}" always;'
    known = {"var": settings.VAR_DIR.resolve(), "kit": kit, "site": settings.SITE_URL, "host": host}
    known |= {"netloc": site.netloc, "names": names, "cookies": cookies, "scheme": site.scheme}
    known |= {"user": f"user {asked('NGINX_USER', 'www-data')};" if os.geteuid() == 0 else ""}
    known |= {"modules": f"load_module {BROTLI};" if brotli else "", "brotli": "brotli_static on;" if brotli else ""}
    known |= {"hsts": hsts if settings.SECURE_HSTS_SECONDS else "", "media_from_disk": not settings.SERVE_MEDIA}
    return known | nginx_alone(settings, host)


def nginx_alone(settings, host):
    """What no setting of the site says."""
    apps = asked("NGINX_APPS", f"127.0.0.1:{settings.SERVER['port']}").split(",")
    if wrong := [app for app in apps if not SERVER.fullmatch(app)]:
        raise ImproperlyConfigured(f"NGINX_APPS is {wrong[0]!r}: give addresses such as 10.0.0.2:8000,10.0.0.3:8000")
    behind = [ip_network(each) for each in os.environ.get("NGINX_BEHIND", "").split(",") if each]
    believed = "\n".join(f"set_real_ip_from {each};" for each in behind)
    tail = "\nreal_ip_header X-Forwarded-For;\nreal_ip_recursive on;"
    return {
        "apps": "\n    ".join(upstreams(apps)),
        "behind_geo": "\n    ".join(f"{each} 1;" for each in behind),
        "real_ip": believed + tail if behind else "",
        "http": asked("NGINX_HTTP", "80"),
        "https": asked("NGINX_HTTPS", "443"),
        "certificate": asked("NGINX_CERTIFICATE", f"/etc/letsencrypt/live/{host}/fullchain.pem"),
        "key": asked("NGINX_KEY", f"/etc/letsencrypt/live/{host}/privkey.pem"),
        "logs": asked("NGINX_LOGS", str(settings.VAR_DIR.resolve() / "log")),
        "connections": asked("NGINX_CONNECTIONS", "100"),
        "writes": asked("NGINX_WRITES", "60r/m"),
        "asks": asked("NGINX_ASKS", "10r/s"),
        # The app itself gives up after ten seconds without its database (newsroom/environment.py): it may say so.
        "wait": asked("NGINX_WAIT", "12s"),
        "pages_size": asked("NGINX_PAGES_SIZE", "1g"),
        "asked_size": asked("NGINX_ASKED_SIZE", "128m"),
    }


def upstreams(apps):
    """['10.0.0.2:8000', …] -> lines of nginx: one that fails twice is left alone for a while, if others are there.

    When all are left alone, because one died before another was believed to be back, nginx would answer without asking
    anybody. So each stands there once more, to be asked all the same. A single one is always asked.
    """
    lines = [f"server {app} max_fails=2 fail_timeout=3s;" for app in apps]
    return lines + [f"server {app} backup max_fails=0;" for app in apps if len(apps) > 1]


def write_nginx(folder, known):
    """The servers of the site's scheme, and pictures from the disk or from the app."""
    source = ROOT / "deploy" / "nginx"
    https = known["scheme"] == "https" and not known["behind_geo"]
    known |= {"servers": rendered((source / ("https.conf" if https else "http.conf")).read_text("utf-8"), known)}
    known |= {"media": rendered((source / "media.conf").read_text("utf-8"), known) if known["media_from_disk"] else ""}
    for name in ("nginx", "newsroom", "log", "site", "to-app", "kept", "headers", "types"):
        path = source / f"{name}.conf"
        (folder / path.name).write_text(rendered(path.read_text("utf-8"), known), "utf-8")
    (folder / "down.html").write_text((source / "down.html").read_text("utf-8"), "utf-8")


def rendered(text, known):
    """'listen {{ http }};', {'http': 80} -> 'listen 80;'; a name that nobody knows is a KeyError."""
    return FIELD.sub(lambda field: str(known[field[1]]), text)


def write_units(folder):
    """The units as they are, with this folder instead of /srv/newsroom."""
    source = ROOT / "deploy" / "systemd"
    for path in filter(lambda path: path.is_file(), source.rglob("*")):
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8").replace("/srv/newsroom", str(ROOT)), "utf-8")


def advise(settings):
    """What the site should be told when nginx stands before it."""
    wanted = {"KEEP_PAGES": settings.KEEP_PAGES, "SERVE_MEDIA": settings.SERVE_MEDIA}
    if too_much := [f"{name}=0" for name, on in wanted.items() if on]:
        step(f"Behind nginx put this into .env: {' '.join(too_much)}")
    if not settings.TRUSTED_PROXIES:
        step("TRUSTED_PROXIES is empty: the site will not believe nginx who its readers are")


if __name__ == "__main__":
    try:
        main()
    except (ImproperlyConfigured, ValueError, OSError) as error:
        sys.exit(f"The kit could not be written. {error}")
