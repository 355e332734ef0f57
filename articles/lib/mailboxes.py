"""Which box a mail ends up in, however its address is written."""

DOTS_IGNORED = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}


def mailbox(email):
    r"""'Ann+news@Exämple.org' -> 'ann@xn--exmple-cua.org', 'a.nn@googlemail.com' -> 'ann@gmail.com': one box, one name.

    '' where nobody can tell: letters beyond ASCII before the @, and domains that mail programs silently write anew
    ('exa\u00admple.org', full-width letters), of which one box could have any number; nor are hosts without a name.
    """
    name, _at, domain = email.lower().rpartition("@")
    name = name.partition("+")[0]
    host = _as_looked_up(domain)
    if not (name and name.isascii() and host):
        return ""
    if host in DOTS_IGNORED:
        name, host = name.replace(".", ""), DOTS_IGNORED[host]
    return f"{name}@{host}"


def _as_looked_up(domain):
    """'приклад.укр' -> 'xn--80aikifvh.xn--j1amh'; '' when it is not spelled as it would be read back."""
    try:
        host = domain.encode("idna").decode("ascii")
        spelled = domain if domain.isascii() else host.encode("ascii").decode("idna")
    except UnicodeError:
        return ""
    return host.lower() if spelled == domain and "." in host and "[" not in host else ""
