"""What people type who mean no good, and what breaks careless programs. Written for this project.

SCRIPTS would run `alert` (which the browser tests listen for) wherever a page takes them for HTML, an attribute,
an address, a style or a template. ODD is text that must come through or be refused, never break anything.
"""

import itertools

_RUN = "alert(1)"
_EVENTS = ["onload", "onerror", "onfocus", "onmouseover", "onanimationstart", "ontoggle", "onpointerenter", "onbegin"]
_TAGS = [
    "img src=x",
    "svg",
    "body",
    "input autofocus",
    "details open",
    "video src=x",
    "iframe",
    "math",
    "a-b",
    "marquee",
]


def _tags():
    """Every tag with every event, with the quotes and gaps that filters forget."""
    for number, (tag, event) in enumerate(itertools.product(_TAGS, _EVENTS)):
        quote = ['"', "'", "", "`"][number % 4]
        gap = [" ", "/", "\n", "\t", "\f", "\r"][number % 6]
        name = event.title() if number % 3 == 0 else event
        yield f"<{tag}{gap}{name}={quote}{_RUN}{quote}>"


def _breakouts():
    """Ends what the words may stand in, then begins a script."""
    ends = [
        '"',
        "'",
        "`",
        "-->",
        "]]>",
        "</title>",
        "</textarea>",
        "</style>",
        "</script>",
        "</noscript>",
        "*/",
        "--!>",
    ]
    ends += ['">', "'>", "</p></div></article>", "</bdi>", "{% endblock %}", "}}", "${", "<!--", "</template>"]
    for end in ends:
        yield f"{end}<script>{_RUN}</script>"
        yield f"{end} autofocus onfocus={_RUN} x="


def _addresses():
    schemes = ["javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "\x01javascript:", " javascript:"]
    schemes += [
        "&#106;avascript:",
        "&#x6A;avascript&colon;",
        "data:text/html,<script>",
        "vbscript:",
        "jav&#x09;ascript:",
    ]
    for scheme in schemes:
        yield f"{scheme}{_RUN}"
        yield f'<a href="{scheme}{_RUN}">clic</a>'
        yield f"[clic]({scheme}{_RUN})"
        yield f"https://example.org/{scheme}{_RUN}"
    yield f'https://example.org/"onmouseover="{_RUN}'
    yield f"https://example.org/'onfocus='{_RUN}'autofocus='"
    yield f"https://example.org/<svg/onload={_RUN}>"
    yield "https://example.org@evil.example/"


def _templates():
    yield from (
        "{{ settings.SECRET_KEY }}",
        "{% debug %}",
        "{% include '/etc/passwd' %}",
        "{{7*7}}",
        "${7*7}",
        "#{7*7}",
    )
    yield from ("<%= 7*7 %>", "%(name)s %s %d %n", "{0.__class__}", "\\u003cscript\\u003e" + _RUN)
    yield from ("<scr<script>ipt>" + _RUN + "</scr</script>ipt>", "<<script>" + _RUN + "//<</script>")
    yield from (
        "\uff1cscript\uff1e" + _RUN,
        "%3Cscript%3E" + _RUN,
        "&lt;script&gt;" + _RUN,
        "<ſcript>" + _RUN + "</ſcript>",
    )
    yield from ("<style>@import 'javascript:alert(1)'</style>", "<p style=animation-name:x onanimationend=alert(1)>")
    yield from ("<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=javascript:alert(1)>")
    yield from ("<form action=javascript:alert(1)><button>", "<object data=javascript:alert(1)>", "<embed src=//evil>")
    yield from (
        "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'>",
        "<link rel=stylesheet href=//evil>",
    )
    yield from (
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
        "<svg><animate onbegin=alert(1) attributeName=x>",
    )


SCRIPTS = [*_tags(), *_breakouts(), *_addresses(), *_templates()]

ODD = [
    *(
        "undefined",
        "null",
        "None",
        "NaN",
        "true",
        "-1",
        "1e309",
        "0x7fffffff",
        "\\",
        "/dev/null",
        "CON",
        "../../etc/passwd",
    ),
    *(
        "' OR 1=1 --",
        "'; DROP TABLE articles_comment; --",
        '") UNION SELECT password FROM auth_user --',
        "%00",
        "%0d%0aX: y",
    ),
    *("\ufeff\ufeffDébut", "a\u0000b", "\x1b[31mrouge", "\x08\x08\x7f", "\u2028ligne\u2029paragraphe", "\ufffe\uffff"),
    *(
        "Ω≈ç√∫˜µ",
        "田中さんにあげて下さい",
        "الكتابة من اليمين",
        "שָׁלוֹם",
        "𝓣𝓱𝓮 𝖖𝖚𝖎𝖈𝖐",
        "👩‍👩‍👧‍👦🏳️‍⚧️🇺🇦",
        "ℵ" * 500,
        "ﷺﷺﷺ",
        "İıſK",
    ),
    *(
        "\u202eesrever\u202c",
        "\u2066\u2067\u2068",
        "\u202e" * 1000,
        "A\u200b" * 3000,
        "\u200d" * 5000 + "x",
        "\U000e0001\U000e007f x",
    ),
    "".join(f"{letter}{'̶̧̢̛̀́̂̃̄'.encode().decode() * 40}" for letter in "zalgo"),
    "é" + "\u0301" * 20_000,
    "=cmd|'/c calc'!A1",
    "+1+1",
    "@SUM(A1)",
    "\tTAB",
    "\r\nLigne",
    "a\r\nBcc: autre@example.org\r\n\r\nCorps",
    "Anne\nBcc: x@example.org",
    "Anne\r\nContent-Type: text/html",
    "=?utf-8?q?=0aBcc:_x@example.org?=",
    "mot" * 60,
    "M" * 180,
    "http://" + "a" * 3000 + ".org",
    "(" * 3000 + ")" * 3000,
    "*" * 5000,
    "a@" * 3000,
]
